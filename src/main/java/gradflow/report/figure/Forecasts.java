package gradflow.report.figure;

import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.data.Sheet;
import java.util.Optional;
import java.util.stream.Stream;

/** What was forecast, against what came. */
final class Forecasts implements Figure {
    private static final String FILE = "predictions.csv";

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE).flatMap(sheet -> draw(folder, sheet));
    }

    private static Optional<Drawing> draw(ReportFolder folder, Sheet sheet) {
        Optional<String> step = first(sheet, "time_step", "position", "step");
        Optional<String> truth = first(sheet, "truth", "target", "label");
        Optional<String> forecast = first(sheet, "forecast", "prediction", "predicted");
        if (step.isEmpty() || truth.isEmpty() || forecast.isEmpty()) {
            return Optional.empty();
        }
        Groups truths = new Groups();
        Groups forecasts = new Groups();
        for (int row = 0; row < sheet.size(); row++) {
            Optional<Run> run = folder.runs().find(sheet.text(row, "run_id"));
            if (run.isPresent()) {
                int place = sheet.whole(row, step.get());
                String setting = run.get().setting();
                truths.add(sheet.number(row, truth.get()), setting, place);
                forecasts.add(sheet.number(row, forecast.get()), run.get().cell(), setting, place);
            }
        }
        Rows rows = new Rows("cell", "setting", "step", "value", "low", "high");
        forecasts.each(
                (key, spread) ->
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                spread.median(),
                                spread.low(),
                                spread.high()));
        Rows came = new Rows("setting", "step", "value");
        truths.each((key, spread) -> came.add(key.get(0), key.get(1), spread.median()));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Plot("forecast", rows)
                        .with("truth", came)
                        .choice("setting")
                        .sketch(Drawing.Sketch.Mark.LINE, "step", "value", false)
                        .draw(
                                "Forecasts against the truth",
                                "%d steps of the test data. The grey line is what came; the others are forecasts, medians over the seeds."
                                        .formatted(came.size()),
                                FILE));
    }

    private static Optional<String> first(Sheet sheet, String... names) {
        return Stream.of(names).filter(sheet::has).findFirst();
    }
}
