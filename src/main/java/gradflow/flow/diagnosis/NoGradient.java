package gradflow.flow.diagnosis;

import java.util.List;

/** Not even the last step of a layer has a gradient. */
final class NoGradient implements Rule {
    static final String NAME = "no gradient";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.followed().stream()
                .filter(layer -> layer.normByLag().length > 0 && layer.normByLag()[0] == 0)
                .map(
                        layer ->
                                new Finding(
                                        NAME,
                                        layer.layer(),
                                        0.0,
                                        0.0,
                                        layer.described()
                                                + ": no gradient arrives at its last step, so it"
                                                + " learns nothing; look at the layers above it."))
                .toList();
    }
}
