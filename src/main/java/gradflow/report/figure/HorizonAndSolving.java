package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a gradient that reaches further back before training goes with solving sooner. */
final class HorizonAndSolving implements Figure {
    private static final String HORIZON = "gradient_horizon";

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null || !runs.has(HORIZON) || !runs.has("iterations_to_solve")) {
            return Optional.empty();
        }
        Map<String, Double> budgets = new HashMap<>();
        for (Run run : folder.runs().chosen()) {
            double iterations = runs.number(run.row(), "iterations");
            budgets.merge(run.setting(), Double.isNaN(iterations) ? 0 : iterations, Math::max);
        }
        FigureRows rows =
                new FigureRows("cell", "setting", "horizon", "share", "outcome", "ceiling", "seed");
        for (Run run : folder.runs().chosen()) {
            double horizon = runs.number(run.row(), HORIZON);
            double length = length(folder, runs, run.row());
            if (Double.isNaN(horizon) || Double.isNaN(length)) {
                continue;
            }
            boolean solved = runs.text(run.row(), "status").equals("solved");
            double ceiling = length - 1;
            rows.add(
                    run.cell(),
                    run.setting(),
                    horizon / ceiling,
                    solved
                            ? runs.number(run.row(), "iterations_to_solve")
                                    / budgets.get(run.setting())
                            : 1.0,
                    solved ? "solved" : "not solved",
                    horizon >= ceiling ? "at the ceiling" : "below it",
                    runs.whole(run.row(), "seed"));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(draw(folder, rows));
    }

    private static double length(ReportFolder folder, CheckedTable runs, int row) {
        if (runs.has("sequence_length")) {
            return runs.number(row, "sequence_length");
        }
        String fixed = folder.fixed("sequenceLength");
        return fixed.isEmpty() ? Double.NaN : Double.parseDouble(fixed);
    }

    private static Drawing draw(ReportFolder folder, FigureRows rows) {
        long solved = rows.column("outcome").stream().filter("solved"::equals).count();
        long ceiling = rows.column("ceiling").stream().filter("at the ceiling"::equals).count();
        return new Plot("horizon-and-solving", rows)
                .sketch(Drawing.Sketch.Mark.BAR, "cell", "horizon", false)
                .draw(
                        "Does a gradient that reaches further solve sooner?",
                        "%d of %d runs are solved; in %d the gradient reaches the first step, so that their horizon is at its ceiling and says only that it is as large.%s"
                                .formatted(solved, rows.size(), ceiling, correlation(folder)),
                        "runs.csv");
    }

    private static String correlation(ReportFolder folder) {
        return folder.sheet("horizon.csv")
                .map(
                        sheet ->
                                sheet.rows()
                                        .filter(row -> sheet.text(row, "task").equals("all"))
                                        .filter(row -> !sheet.text(row, "cell").equals("all"))
                                        .filter(
                                                row ->
                                                        Double.isFinite(
                                                                sheet.number(row, "spearman_rho")))
                                        .mapToObj(row -> correlation(sheet, row))
                                        .collect(Collectors.joining("; ")))
                .filter(correlations -> !correlations.isEmpty())
                .map(
                        correlations ->
                                " Spearman's rank correlation of horizon and budget left, within each cell: "
                                        + correlations
                                        + ". It pools treatments, and shows no cause.")
                .orElse("");
    }

    private static String correlation(CheckedTable sheet, int row) {
        return "%s %s (95 %% interval %s)"
                .formatted(
                        sheet.text(row, "cell"),
                        Numbers.of(sheet.number(row, "spearman_rho")),
                        Numbers.interval(
                                sheet.number(row, "spearman_rho_low"),
                                sheet.number(row, "spearman_rho_high")));
    }
}
