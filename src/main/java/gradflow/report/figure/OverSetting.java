package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Numbers of runs over a setting that is a number, a line per cell. */
final class OverSetting implements Figure {
    private static final String FILE = "runs.csv";
    private static final String TRUNCATION = "truncation-bias";
    private static final String TRAINED = "truncation-trained";
    private final String id;
    private final String setting;
    private final String title;
    private final String explanation;
    private final Map<String, String> measures;

    private OverSetting(
            String id,
            String setting,
            String title,
            String explanation,
            Map<String, String> measures) {
        this.id = id;
        this.setting = setting;
        this.title = title;
        this.explanation = explanation;
        this.measures = measures;
    }

    /** What truncation leaves of the gradient. */
    static OverSetting truncationBias() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("relative_error", "‖truncated − full‖ / ‖full‖");
        measures.put("cosine_to_full", "cosine of truncated and full gradient");
        measures.put("stock_relative_error", "stock layer: ‖stock − truncated‖ / ‖truncated‖");
        return new OverSetting(
                TRUNCATION,
                "tbptt_length",
                "How wrong a truncated gradient is",
                "At the full length nothing is cut and the error is 0.",
                measures);
    }

    /** What truncation costs where it is trained with. */
    static OverSetting truncationTrained() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("test_loss", "loss on test data after training");
        measures.put("gradient_bias", "bias of the gradient: ‖E(estimate − full)‖ / ‖E full‖");
        measures.put("gradient_cosine", "cosine of mean estimate and mean full gradient");
        measures.put("gradient_variance", "variance of the gradient / ‖E full‖²");
        measures.put("kept_bytes", "bytes kept of earlier steps");
        return new OverSetting(
                TRAINED,
                "tbptt_length",
                "What a truncation length costs in training",
                "Bias and variance are those of the gradient that was trained with, at the end of training.",
                measures);
    }

    /** What is left of the gradient after many steps. */
    static OverSetting throughTime() {
        return new OverSetting(
                "through-time",
                "sequence_length",
                "What time leaves of the gradient",
                "Norm at the first step over that at the last, in the lowest layer.",
                Map.of("through_time", "gradient left at the first step"));
    }

    /** What is left of the gradient after several layers. */
    static OverSetting throughLayers() {
        return new OverSetting(
                "through-layers",
                "layers",
                "What depth leaves of the gradient",
                "Norm in the lowest layer over that in the highest, at the last step.",
                Map.of("through_layers", "gradient left in the lowest layer"));
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        if (runs == null || !runs.has(setting) || measures.keySet().stream().noneMatch(runs::has)) {
            return Optional.empty();
        }
        FigureRows rows = rows(folder, runs);
        return rows.isEmpty() ? Optional.empty() : Optional.of(draw(rows));
    }

    private FigureRows rows(ReportFolder folder, CheckedTable runs) {
        Groups groups = new Groups();
        for (Run run : folder.runs().chosen()) {
            String others = Naming.without(run.setting(), setting, runs.text(run.row(), setting));
            for (Map.Entry<String, String> measure : measures.entrySet()) {
                if (runs.has(measure.getKey())) {
                    groups.add(
                            runs.number(run.row(), measure.getKey()),
                            run.cell(),
                            others,
                            measure.getValue(),
                            runs.number(run.row(), setting));
                }
            }
        }
        FigureRows rows =
                new FigureRows("cell", "setting", "measure", "x", "value", "low", "high", "seeds");
        groups.each(
                (key, spread) ->
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                key.get(3),
                                spread.median(),
                                spread.low(),
                                spread.high(),
                                spread.count()));
        return rows;
    }

    private Drawing draw(FigureRows rows) {
        String other = rows.distinct("setting").get(0);
        String measure = rows.distinct("measure").get(0);
        double extreme =
                rows.column("x").stream()
                        .mapToDouble(x -> (double) x)
                        .reduce(isOfTruncation() ? Math::min : Math::max)
                        .orElseThrow();
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "value",
                        row ->
                                rows.value(row, "setting").equals(other)
                                        && rows.value(row, "measure").equals(measure)
                                        && (double) rows.value(row, "x") == extreme,
                        "most in",
                        "least in");
        return new Plot(id, rows)
                .choice("setting")
                .choice("measure")
                .ticks("x")
                .sketch(Drawing.Sketch.Mark.LINE, "x", "value", !isOfTruncation())
                .draw(
                        title,
                        "%s%s: %s %s Points are medians over the seeds, bars reach from the smallest to the largest."
                                .formatted(
                                        upper(Naming.words(setting, Numbers.of(extreme))),
                                        other.isEmpty() ? "" : " (" + other + ")",
                                        seen,
                                        explanation),
                        FILE);
    }

    private boolean isOfTruncation() {
        return id.equals(TRUNCATION) || id.equals(TRAINED);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
