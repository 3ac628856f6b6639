package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is learned over the updates. */
final class LearningCurves implements Figure {
    private static final String CURVES = "curves.csv";
    private static final int MOST_ROWS = 2800;
    private final String id;
    private final String file;
    private final String title;
    private final Map<String, String> measures;

    private LearningCurves(String id, String file, String title, Map<String, String> measures) {
        this.id = id;
        this.file = file;
        this.title = title;
        this.measures = measures;
    }

    /** Losses and gradients, on a logarithmic axis. */
    static LearningCurves losses() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("validation_loss", "loss on validation data");
        measures.put("train_loss", "loss on training data");
        measures.put("gradient_l2", "norm of the gradient of all weights");
        return new LearningCurves("learning-curves", CURVES, "How the loss falls", measures);
    }

    /** The metric of the task. */
    static LearningCurves metric() {
        return new LearningCurves(
                "learning-metric",
                CURVES,
                "How the task is learned",
                Map.of("validation_metric", "metric on validation data"));
    }

    /** How sharp the loss becomes. */
    static LearningCurves sharpness() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("over_threshold", "sharpness over the edge of stability");
        measures.put("sharpness", "sharpness: largest eigenvalue of the Hessian");
        measures.put("preconditioned_sharpness", "sharpness in the optimiser's own measure");
        return new LearningCurves(
                "sharpness", "sharpness.csv", "How sharp the loss becomes", measures);
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(file)
                .map(curves -> rows(folder, curves))
                .filter(r -> !r.isEmpty())
                .map(this::draw);
    }

    private FigureRows rows(ReportFolder folder, CheckedTable curves) {
        Groups groups = new Groups();
        curves.rows()
                .forEach(
                        row -> {
                            Optional<Run> run =
                                    folder.runs()
                                            .find(curves.text(row, "run_id"))
                                            .filter(Run::chosen);
                            if (run.isPresent()) {
                                measures.forEach(
                                        (column, name) ->
                                                groups.add(
                                                        curves.number(row, column),
                                                        run.get().cell(),
                                                        run.get().setting(),
                                                        name,
                                                        curves.whole(row, "iteration")));
                            }
                        });
        FigureRows rows =
                new FigureRows(
                        "cell", "setting", "measure", "iteration", "value", "low", "high", "runs");
        int stride = Math.max(1, (groups.size() + MOST_ROWS - 1) / MOST_ROWS);
        Map<List<Object>, Integer> places = new LinkedHashMap<>();
        groups.each(
                (key, spread) -> {
                    int place = places.merge(key.subList(0, 3), 1, Integer::sum) - 1;
                    // What is not above 0 has no place on the logarithmic axis of sharpness.
                    boolean isShown =
                            file.equals(CURVES)
                                    ? Double.isFinite(spread.median())
                                    : spread.low() > 0 && Double.isFinite(spread.high());
                    if (place % stride == 0 && isShown) {
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                key.get(3),
                                spread.median(),
                                spread.low(),
                                spread.high(),
                                spread.count());
                    }
                });
        return rows;
    }

    private Drawing draw(FigureRows rows) {
        String setting = rows.distinct("setting").get(0);
        Map<List<Object>, Integer> last = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            last.put(
                    List.of(
                            rows.value(row, "cell"),
                            rows.value(row, "setting"),
                            rows.value(row, "measure")),
                    row);
        }
        String measure = rows.distinct("measure").get(0);
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "value",
                        row ->
                                last.containsValue(row)
                                        && rows.value(row, "setting").equals(setting)
                                        && rows.value(row, "measure").equals(measure),
                        "highest",
                        "lowest");
        return new Plot(id, rows)
                .choice("setting")
                .choice("measure")
                .sketch(Drawing.Sketch.Mark.LINE, "iteration", "value", !id.endsWith("metric"))
                .draw(
                        title,
                        "At the end%s, %s: %s Lines are medians over the runs that are still trained, bands reach from the lowest to the highest."
                                .formatted(
                                        setting.isEmpty() ? "" : " (" + setting + ")",
                                        measure,
                                        seen),
                        file);
    }
}
