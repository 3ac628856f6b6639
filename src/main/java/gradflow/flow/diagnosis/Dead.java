package gradflow.flow.diagnosis;

import java.util.List;

/** At least a quarter of a layer's units give 0 at every step of every example. */
final class Dead implements Rule {
    static final String NAME = "dead units";
    static final double LIMIT = 0.25;

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.silent().stream()
                .filter(layer -> layer.dead() >= LIMIT * layer.units())
                .map(Dead::finding)
                .toList();
    }

    private static Finding finding(Symptoms.Silent layer) {
        double share = (double) layer.dead() / layer.units();
        String sentence =
                ("layer %d: %d of %d units (%s %%) are 0 at every step of every example: dead units,"
                                + " which no gradient brings back. This laboratory has measured no"
                                + " remedy; smaller steps and biases above 0 keep a ReLU alive.")
                        .formatted(
                                layer.layer(),
                                layer.dead(),
                                layer.units(),
                                Spelled.of(100 * share));
        return new Finding(NAME, layer.layer(), share, LIMIT, sentence);
    }
}
