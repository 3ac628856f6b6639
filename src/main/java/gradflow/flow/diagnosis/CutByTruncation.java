package gradflow.flow.diagnosis;

import gradflow.stats.GradientDecay;
import java.util.List;

/** The gradient is alive where truncated BPTT ends it. */
final class CutByTruncation implements Rule {
    static final String NAME = "cut by truncation";

    @Override
    public List<Finding> find(Symptoms evidence, Measures measures) {
        if (evidence.cut().isEmpty()) {
            return List.of();
        }
        int steps = evidence.cut().get().steps();
        return evidence.followed().stream()
                .filter(layer -> layer.normByLag().length > 0)
                .filter(layer -> layer.reach(last(layer, steps)) >= GradientDecay.LIVING_SHARE)
                .map(layer -> finding(layer, steps, measures))
                .toList();
    }

    private static int last(Followed layer, int steps) {
        return Math.min(layer.longestLag(), steps - 1);
    }

    private static Finding finding(Followed layer, int steps, Measures measures) {
        double reach = layer.reach(last(layer, steps));
        String sentence =
                "%s: truncated BPTT ends the gradient after %d steps, where it still has %s of its size: cut by truncation, so nothing that is longer ago can be learned from. %s"
                        .formatted(
                                layer.described(),
                                steps,
                                Spelled.of(reach),
                                measures.ofTruncation(layer.cell()));
        return new Finding(NAME, layer.layer(), reach, GradientDecay.LIVING_SHARE, sentence);
    }
}
