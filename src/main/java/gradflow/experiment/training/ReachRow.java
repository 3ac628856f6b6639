package gradflow.experiment.training;

import gradflow.probe.GradientRow;
import gradflow.probe.PathRow;
import gradflow.stats.GradientDecay;
import gradflow.stats.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A row of reach.csv: a profile of the first recurrent layer in numbers. Shares are norms at a lag
 * over the norm at lag 0; null where there is no such lag, or no gradient at lag 0.
 *
 * @param runId the run
 * @param iteration parameter updates before the gradient was taken
 * @param quantity {@code state} (h and c together), {@code hidden} (h), or {@code kept} (what came
 *     along the kept state only; no row for a cell without one)
 * @param horizon the largest lag with at least 1/1000 of the norm at lag 0
 * @param ceiling T − 1, the largest that a horizon can be
 */
record ReachRow(
        String runId,
        int iteration,
        String quantity,
        Double share1,
        Double share8,
        Double share32,
        Double share64,
        Double shareLast,
        Double meanLog10Share,
        Double earlyDecayPerStep,
        Double lateDecayPerStep,
        Integer phaseLag,
        Integer horizon,
        int ceiling,
        boolean atCeiling) {

    /** The quantity that the whole state is. */
    static final String STATE = "state";

    /** The rows of all profiles of a run, by iteration. */
    static List<ReachRow> of(String runId, List<GradientRow> gradients, List<PathRow> paths) {
        List<ReachRow> rows = new ArrayList<>();
        for (int iteration : gradients.stream().map(GradientRow::iteration).distinct().toList()) {
            rows.add(row(runId, iteration, STATE, state(gradients, iteration)));
            rows.add(
                    row(
                            runId,
                            iteration,
                            "hidden",
                            norms(gradients, iteration, GradientRow::gradHiddenL2)));
            double[] kept =
                    paths.stream()
                            .filter(row -> row.iteration() == iteration && row.layer() == 0)
                            .sorted(Comparator.comparingInt(PathRow::lag))
                            .mapToDouble(PathRow::carryL2)
                            .toArray();
            if (kept.length > 0) {
                rows.add(row(runId, iteration, "kept", kept));
            }
        }
        return rows;
    }

    /** The norms of the whole state's gradient by lag. */
    static double[] state(List<GradientRow> gradients, int iteration) {
        return norms(gradients, iteration, GradientRow::gradStateL2);
    }

    private static double[] norms(
            List<GradientRow> gradients, int iteration, ToDoubleFunction<GradientRow> norm) {
        return gradients.stream()
                .filter(row -> row.iteration() == iteration && row.layer() == 0)
                .sorted(Comparator.comparingInt(GradientRow::lag))
                .mapToDouble(norm)
                .toArray();
    }

    private static ReachRow row(String runId, int iteration, String quantity, double... normByLag) {
        Reach reach = Reach.of(normByLag);
        int horizon = GradientDecay.horizon(normByLag);
        int ceiling = normByLag.length - 1;
        return new ReachRow(
                runId,
                iteration,
                quantity,
                finite(reach.share1()),
                finite(reach.share8()),
                finite(reach.share32()),
                finite(reach.share64()),
                finite(reach.shareLast()),
                finite(reach.meanLog10Share()),
                finite(reach.earlyDecayPerStep()),
                finite(reach.lateDecayPerStep()),
                Double.isNaN(reach.phaseLag()) ? null : Integer.valueOf((int) reach.phaseLag()),
                horizon < 0 ? null : Integer.valueOf(horizon),
                ceiling,
                horizon == ceiling);
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }
}
