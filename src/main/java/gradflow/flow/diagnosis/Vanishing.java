package gradflow.flow.diagnosis;

import gradflow.stats.GradientDecay;
import java.util.List;

/** Less than a thousandth of the gradient arrives at the earliest steps. */
final class Vanishing implements Rule {
    static final String NAME = "vanishing";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        return evidence.followed().stream()
                .filter(Vanishing::vanishes)
                .map(layer -> finding(layer, measures))
                .toList();
    }

    static boolean vanishes(Followed layer) {
        int horizon = layer.horizon();
        return horizon >= 0 && horizon < layer.longestLag();
    }

    private static Finding finding(Followed layer, Measures measures) {
        String sentence =
                "%s: %s of the gradient; beyond lag %d less than a thousandth of it arrives, of %d lags: vanishing. %s"
                        .formatted(
                                layer.described(),
                                perStep(layer.perStep()),
                                layer.horizon(),
                                layer.longestLag(),
                                measures.against(layer.cell()));
        return new Finding(
                NAME,
                layer.layer(),
                layer.reach(layer.longestLag()),
                GradientDecay.LIVING_SHARE,
                sentence);
    }

    private static String perStep(double share) {
        return Double.isNaN(share)
                ? "no step back leaves anything"
                : "every step back leaves " + Spelled.of(share);
    }
}
