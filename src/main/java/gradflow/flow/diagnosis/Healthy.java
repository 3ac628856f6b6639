package gradflow.flow.diagnosis;

import gradflow.stats.GradientDecay;
import java.util.List;

/** Between a thousandth and a thousandfold of the gradient arrives at the earliest step. */
final class Healthy implements Rule {
    static final String NAME = "healthy";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.followed().stream()
                .filter(layer -> layer.horizon() >= 0 && layer.horizon() == layer.longestLag())
                .map(Healthy::finding)
                .toList();
    }

    private static Finding finding(Followed layer) {
        double reach = layer.reach(layer.longestLag());
        String sentence =
                "%s: at lag %d, the furthest there is, the gradient has %s of its size at lag 0: healthy."
                        .formatted(layer.described(), layer.longestLag(), Spelled.of(reach));
        return new Finding(NAME, layer.layer(), reach, GradientDecay.LIVING_SHARE, sentence);
    }
}
