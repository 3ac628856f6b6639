package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers of runs side by side, a dot per run. */
final class Dots implements Figure {
    private static final String FILE = "runs.csv";
    private final String id;
    private final String title;
    private final String explanation;
    private final Map<String, String> measures;

    private Dots(String id, String title, String explanation, Map<String, String> measures) {
        this.id = id;
        this.title = title;
        this.explanation = explanation;
        this.measures = measures;
    }

    /** How far the derivation by hand is from other ways to the gradient. */
    static Dots agreement() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("forward_error_vs_dl4j", "forward pass, against DL4J");
        measures.put("error_vs_dl4j", "gradient, against DL4J");
        measures.put("share_error_vs_dl4j", "each step's share, against DL4J");
        measures.put("error_vs_central_differences", "gradient, against central differences");
        return new Dots(
                "agreement",
                "How far the derivation by hand is from others",
                "Errors near 1e-16 are rounding; central differences are themselves wrong by about 1e-10.",
                measures);
    }

    /** What clipping does to the largest update. */
    static Dots clipping() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("largest_gradient_l2", "largest gradient");
        measures.put("largest_update_l2", "largest update");
        return new Dots(
                "clipping",
                "What clipping does to the largest gradient and update",
                "A dot is the largest of one run; clipping bounds the update, not the gradient.",
                measures);
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null || !measures.keySet().stream().allMatch(runs::has)) {
            return Optional.empty();
        }
        FigureRows rows = new FigureRows("cell", "setting", "measure", "value", "run");
        for (Run run : folder.runs().chosen()) {
            measures.forEach(
                    (column, name) -> {
                        double value = runs.number(run.row(), column);
                        if (Double.isFinite(value)) {
                            // Exact agreement has its place at the left end of a logarithmic axis.
                            rows.add(
                                    run.cell(),
                                    run.setting(),
                                    name,
                                    Math.max(value, 1e-18),
                                    run.id());
                        }
                    });
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(draw(rows));
    }

    private Drawing draw(FigureRows rows) {
        String seen =
                Extremes.ofRows(
                        rows, "measure", "value", row -> true, "Largest of all:", "smallest:");
        return new Plot(id, rows)
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.BAR, "measure", "value", true)
                .draw(title, seen + " " + explanation, FILE);
    }
}
