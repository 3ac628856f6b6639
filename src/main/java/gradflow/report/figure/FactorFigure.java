package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Floors;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The factors of the chain rule, step by step. */
final class FactorFigure implements Figure {
    private static final String FILE = "steps.csv";
    private static final Map<String, String> FACTORS =
            new TreeMap<>(
                    Map.of(
                            "∂L/∂s_t", "1: ∂L/∂s_t, the gradient that arrives at step t",
                            "∂s_t/∂s_{t−1}", "2: ∂s_t/∂s_{t−1}, the factor from step to step",
                            "∂L/∂s_t·∂s_t/∂w", "3: ∂L/∂s_t·∂s_t/∂w, the share of step t"));

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE)
                .filter(sheet -> sheet.has("factor"))
                .map(sheet -> rows(folder, sheet))
                .filter(rows -> !rows.isEmpty())
                .map(FactorFigure::draw);
    }

    private static FigureRows rows(ReportFolder folder, CheckedTable sheet) {
        Groups groups = new Groups();
        for (int row = 0; row < sheet.size(); row++) {
            Optional<Run> run = folder.runs().find(sheet.text(row, "run_id"));
            String factor = FACTORS.get(sheet.text(row, "factor"));
            boolean isNorm =
                    sheet.text(row, "row").isEmpty()
                            && sheet.text(row, "parameter").isEmpty()
                            && !sheet.text(row, "time_step").isEmpty();
            boolean isWeights = factor != null && factor.startsWith("3");
            boolean isInput =
                    isWeights
                            && sheet.text(row, "row").isEmpty()
                            && sheet.text(row, "parameter").equals("RW");
            if (run.isPresent() && factor != null && (isInput || (isNorm && !isWeights))) {
                groups.add(
                        sheet.number(row, "value"),
                        run.get().cell(),
                        run.get().setting(),
                        isWeights ? factor + " by the recurrent weights" : factor,
                        sheet.whole(row, "time_step"));
            }
        }
        FigureRows rows =
                new FigureRows("cell", "setting", "measure", "step", "value", "low", "high");
        groups.each(
                (key, spread) -> {
                    if (spread.median() > 0) {
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                key.get(3),
                                spread.median(),
                                spread.low() > 0 ? spread.low() : Double.NaN,
                                spread.high());
                    }
                });
        return rows;
    }

    private static Drawing draw(FigureRows rows) {
        String setting = rows.distinct("setting").get(0);
        String measure = rows.distinct("measure").stream().sorted().findFirst().orElseThrow();
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "value",
                        row ->
                                rows.value(row, "setting").equals(setting)
                                        && rows.value(row, "measure").equals(measure)
                                        && (int) rows.value(row, "step") == 1,
                        "largest in",
                        "smallest in");
        return new Plot("chain-rule", rows)
                .choice("setting")
                .choice("measure", rows.distinct("measure").stream().sorted().toList())
                .parameter("floor", Floors.below(rows, "value", 1e-12))
                .sketch(Drawing.Sketch.Mark.LINE, "step", "value", true)
                .draw(
                        "Every factor of the chain rule, step by step",
                        "%s, at step 1 (%s): %s Euclidean norms, medians over the seeds; 200-step runs keep norms only."
                                .formatted(measure.substring(3), setting, seen),
                        FILE);
    }
}
