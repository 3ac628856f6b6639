package gradflow.flow.diagnosis;

import gradflow.stats.GradientDecay;
import java.util.List;

/** The gradient is a thousand times as large at some lag as at lag 0. */
final class Exploding implements Rule {
    static final String NAME = "exploding";
    static final double LIMIT = 1 / GradientDecay.LIVING_SHARE;

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.followed().stream()
                .filter(layer -> layer.normByLag().length > 0)
                .filter(layer -> layer.reach(layer.largestLag()) >= LIMIT)
                .map(layer -> finding(layer, measures))
                .toList();
    }

    private static Finding finding(Followed layer, Measures measures) {
        double reach = layer.reach(layer.largestLag());
        String sentence =
                "%s: every step back multiplies the gradient by %s; at lag %d it is %s times as large as at lag 0: exploding. %s"
                        .formatted(
                                layer.described(),
                                Spelled.of(layer.perStep()),
                                layer.largestLag(),
                                Spelled.of(reach),
                                measures.ofClipping(layer.cell()));
        return new Finding(NAME, layer.layer(), reach, LIMIT, sentence);
    }
}
