package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Groups;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Norms of the gradient over the lag, each divided by that at the last step of the same run and
 * moment; by cell, other settings, moment and lag.
 *
 * @param groups of ratios, with keys cell, setting, moment, lag
 * @param moments of the profiles
 * @param largestLag of all
 */
record GradientProfiles(Groups groups, Moments moments, int largestLag) {
    static final String FILE = "gradients.csv";
    private static final String NORM = "grad_hidden_l2";

    static Optional<GradientProfiles> of(ReportFolder folder) {
        return folder.sheet(FILE)
                .map(gradients -> of(folder, gradients))
                .filter(profiles -> profiles.groups().size() > 0);
    }

    private static GradientProfiles of(ReportFolder folder, CheckedTable gradients) {
        Map<List<Object>, Double> ends = new HashMap<>();
        gradients
                .rows()
                .filter(row -> gradients.whole(row, "lag") == 0)
                .forEach(row -> ends.put(profile(gradients, row), gradients.number(row, NORM)));
        boolean oneLayer =
                gradients.rows().mapToObj(row -> gradients.text(row, "layer")).distinct().count()
                        == 1;
        Moments moments = Moments.of(folder, gradients);
        Groups groups = new Groups();
        int[] largest = {0};
        gradients
                .rows()
                .forEach(
                        row -> {
                            Optional<Run> run = folder.runs().find(gradients.text(row, "run_id"));
                            Double end = ends.get(profile(gradients, row));
                            if (run.isEmpty() || end == null || end == 0) {
                                return;
                            }
                            int lag = gradients.whole(row, "lag");
                            largest[0] = Math.max(largest[0], lag);
                            groups.add(
                                    gradients.number(row, NORM) / end,
                                    run.get().cell(),
                                    run.get().setting()
                                            + (oneLayer
                                                    ? ""
                                                    : " layer " + gradients.text(row, "layer")),
                                    moments.index(folder, gradients, row, run.get()),
                                    lag);
                        });
        return new GradientProfiles(groups, moments, largest[0]);
    }

    private static List<Object> profile(CheckedTable gradients, int row) {
        return List.of(
                gradients.text(row, "run_id"),
                gradients.text(row, "iteration"),
                gradients.text(row, "layer"));
    }

    /** Cells with their settings. */
    long conditions() {
        Set<List<Object>> conditions = new HashSet<>();
        groups.each((key, spread) -> conditions.add(key.subList(0, 2)));
        return conditions.size();
    }

    /** How many lags are stepped over so that at most some rows are drawn; 1 if none is. */
    int stride(int rows) {
        return Math.max(1, (groups.size() + rows - 1) / rows);
    }

    /** Whether a lag is drawn. */
    static boolean isDrawn(int lag, int stride, int largest) {
        return lag % stride == 0 || lag == largest;
    }
}
