package gradflow.flow.diagnosis;

import java.util.List;

/** A layer of Deeplearning4j's own shows no gradient per time step. */
final class Unseen implements Rule {
    static final String NAME = "stock layer";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.stock().stream()
                .map(
                        layer ->
                                new Finding(
                                        NAME,
                                        layer.layer(),
                                        null,
                                        null,
                                        "layer %d: Deeplearning4j's own layer shows no gradient per time step in training; import %s instead of %s."
                                                .formatted(
                                                        layer.layer(),
                                                        layer.replacement(),
                                                        layer.imported())))
                .toList();
    }
}
