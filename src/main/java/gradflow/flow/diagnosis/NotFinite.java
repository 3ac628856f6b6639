package gradflow.flow.diagnosis;

import java.util.List;

/** A number ceased to be finite. */
final class NotFinite implements Rule {
    static final String NAME = "not finite";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.divergedAt().stream()
                .map(
                        place ->
                                new Finding(
                                        NAME,
                                        null,
                                        null,
                                        null,
                                        "the network: a number first ceased to be finite at "
                                                + place
                                                + "; nothing that was computed after it means"
                                                + " anything."))
                .toList();
    }
}
