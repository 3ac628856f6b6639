package gradflow.experiment.training;

import gradflow.probe.GradientRow;
import gradflow.probe.PathRow;
import gradflow.stats.GradientDecay;
import java.util.Comparator;
import java.util.List;

/**
 * A gradient profile in two numbers, of the first recurrent layer's ‖∂L/∂h_t‖.
 *
 * @param horizon the largest lag with at least 1/1000 of the norm at lag 0; NaN if that is zero
 * @param decayPerStep the factor per step of the exponential that fits best
 */
record ProfileSummary(double horizon, double decayPerStep) {
    /** Summary of no profile: both numbers are NaN. */
    static final ProfileSummary NONE = new ProfileSummary(Double.NaN, Double.NaN);

    static ProfileSummary of(List<GradientRow> gradients, int iteration) {
        double[] normByLag =
                gradients.stream()
                        .filter(row -> row.iteration() == iteration && row.layer() == 0)
                        .sorted(Comparator.comparingInt(GradientRow::lag))
                        .mapToDouble(GradientRow::gradHiddenL2)
                        .toArray();
        return of(normByLag);
    }

    /** Summary of what came along the kept state only; NaN for a cell without gates. */
    static ProfileSummary ofCarry(List<PathRow> paths, int iteration) {
        return of(
                paths.stream()
                        .filter(row -> row.iteration() == iteration && row.layer() == 0)
                        .sorted(Comparator.comparingInt(PathRow::lag))
                        .mapToDouble(PathRow::carryL2)
                        .toArray());
    }

    private static ProfileSummary of(double... normByLag) {
        int horizon = GradientDecay.horizon(normByLag);
        return new ProfileSummary(
                horizon < 0 ? Double.NaN : horizon, GradientDecay.perStep(normByLag));
    }
}
