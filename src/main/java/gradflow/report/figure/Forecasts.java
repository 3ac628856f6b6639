package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was forecast, against what came; classes are no forecasts of numbers. */
final class Forecasts implements Figure {
    private static final String FILE = "predictions.csv";
    private static final int MOST_PLACES = 300;

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE).flatMap(sheet -> draw(folder, sheet));
    }

    private static Optional<Drawing> draw(ReportFolder folder, CheckedTable sheet) {
        Map<List<Object>, Integer> places = new HashMap<>();
        Map<String, Integer> ends = new HashMap<>();
        Groups truths = new Groups();
        Groups forecasts = new Groups();
        for (int row = 0; row < sheet.size(); row++) {
            Optional<Run> run = folder.runs().find(sheet.text(row, "run_id"));
            if (run.isEmpty() || !isNumber(sheet, row)) {
                continue;
            }
            String setting = run.get().setting();
            int place =
                    places.computeIfAbsent(
                            List.of(
                                    setting,
                                    sheet.text(row, "example", ""),
                                    sheet.text(row, "time_step"),
                                    sheet.text(row, "output", "")),
                            key -> ends.merge(setting, 1, Integer::sum));
            if (place <= MOST_PLACES) {
                truths.add(sheet.number(row, "truth"), setting, place);
                forecasts.add(sheet.number(row, "prediction"), run.get().cell(), setting, place);
            }
        }
        return forecasts.size() == 0 ? Optional.empty() : Optional.of(draw(truths, forecasts));
    }

    /** A class has a probability. */
    private static boolean isNumber(CheckedTable sheet, int row) {
        return sheet.text(row, "probability", "").isEmpty();
    }

    private static Drawing draw(Groups truths, Groups forecasts) {
        FigureRows rows = new FigureRows("cell", "setting", "step", "value", "low", "high");
        forecasts.each(
                (key, spread) ->
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                spread.median(),
                                spread.low(),
                                spread.high()));
        FigureRows came = new FigureRows("setting", "step", "value");
        truths.each((key, spread) -> came.add(key.get(0), key.get(1), spread.median()));
        return new Plot("forecast", rows)
                .with("truth", came)
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.LINE, "step", "value", false)
                .draw(
                        "Forecasts against the truth",
                        "%d values of the test data, in their order, at most %d of a setting. The grey line is what came; the others are forecasts, medians over the seeds."
                                .formatted(came.size(), MOST_PLACES),
                        FILE);
    }
}
