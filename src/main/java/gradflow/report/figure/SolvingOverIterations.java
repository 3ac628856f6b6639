package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import gradflow.stats.KaplanMeier;
import gradflow.stats.KaplanMeier.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which share of the runs has solved the task after how many updates. */
final class SolvingOverIterations implements Figure {
    private static final String SOLVING = "iterations_to_solve";

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null
                || !runs.has(SOLVING)
                || runs.rows().allMatch(row -> runs.text(row, SOLVING).isEmpty())) {
            return Optional.empty();
        }
        Map<String, Double> budgets = new HashMap<>();
        Map<List<String>, List<Observation>> observations = new LinkedHashMap<>();
        for (Run run : folder.runs().chosen()) {
            budgets.merge(run.setting(), iterations(runs, run), Math::max);
        }
        for (Run run : folder.runs().chosen()) {
            double solved = runs.number(run.row(), SOLVING);
            boolean event =
                    !Double.isNaN(solved) && runs.text(run.row(), "status").equals("solved");
            // A run that was not solved, for whatever reason, counts to the end of the budget.
            observations
                    .computeIfAbsent(List.of(run.cell(), run.setting()), k -> new ArrayList<>())
                    .add(new Observation(event ? solved : budgets.get(run.setting()), event));
        }
        boolean tuned = folder.runs().chosen().size() < folder.runs().all().size();
        return Optional.of(draw(observations, budgets, tuned));
    }

    private static double iterations(CheckedTable runs, Run run) {
        double iterations = runs.number(run.row(), "iterations");
        return Double.isNaN(iterations) ? 0 : iterations;
    }

    private static Drawing draw(
            Map<List<String>, List<Observation>> observations,
            Map<String, Double> budgets,
            boolean tuned) {
        FigureRows rows = new FigureRows("cell", "setting", "iteration", "share", "runs");
        observations.forEach(
                (key, times) -> {
                    int count = times.size();
                    rows.add(key.get(0), key.get(1), 0.0, 0.0, count);
                    double[] share = {0};
                    KaplanMeier.curve(times)
                            .forEach(
                                    step -> {
                                        share[0] = 1 - step.left();
                                        rows.add(
                                                key.get(0),
                                                key.get(1),
                                                step.time(),
                                                share[0],
                                                count);
                                    });
                    double end = budgets.get(key.get(1));
                    rows.add(key.get(0), key.get(1), end, share[0], count);
                });
        String setting = rows.distinct("setting").get(0);
        double end = budgets.get(setting);
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "share",
                        row ->
                                rows.value(row, "setting").equals(setting)
                                        && (double) rows.value(row, "iteration") == end,
                        "most often",
                        "least often",
                        Numbers::percent);
        return new Plot("solving-over-iterations", rows)
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.LINE, "iteration", "share", false)
                .draw(
                        "How soon runs solve the task",
                        "Share solved at the end of the budget%s: %s Kaplan and Meier's estimate over the seeds%s."
                                .formatted(
                                        setting.isEmpty() ? "" : " (" + setting + ")",
                                        seen,
                                        tuned ? ", with the values that tuning chose" : ""),
                        "runs.csv");
    }
}
