package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Floors;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A quantity of every run over the lag, medians and ranges over the seeds. */
final class OverLag implements Figure {
    private static final double DEEPEST = 1e-12;
    private static final double NO_SIGNAL = 1e-2;
    private static final int MOST_ROWS = 8000;
    private final String id;
    private final String file;
    private final String title;
    private final Map<String, String> measures;
    private final double deepest;

    /** Whether what lies below the deepest, 0 included, is drawn there. */
    private final boolean drawsBelow;

    private OverLag(String id, String file, String title, Map<String, String> measures) {
        this(id, file, title, measures, DEEPEST, false);
    }

    private OverLag(
            String id,
            String file,
            String title,
            Map<String, String> measures,
            double deepest,
            boolean drawsBelow) {
        this.id = id;
        this.file = file;
        this.title = title;
        this.measures = measures;
        this.deepest = deepest;
        this.drawsBelow = drawsBelow;
    }

    /** The Jacobian from a step to the last, with its bound. */
    static OverLag jacobian() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("jacobian_l2", "largest singular value, mean over examples");
        measures.put("jacobian_l2_largest", "largest singular value, largest example");
        measures.put("bound", "bound (largest slope × singular value)^lag");
        return new OverLag(
                "jacobian-over-lag", "jacobian.csv", "How a step acts on the last one", measures);
    }

    /** The singular values of the Jacobian. */
    static OverLag spectra() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("hidden_largest", "hidden state: largest singular value");
        measures.put("hidden_mean", "hidden state: mean singular value");
        measures.put("hidden_smallest", "hidden state: smallest singular value");
        measures.put("cell_largest", "cell state: largest singular value");
        measures.put("cell_mean", "cell state: mean singular value");
        measures.put("cell_smallest", "cell state: smallest singular value");
        return new OverLag(
                "singular-values",
                "singular-values.csv",
                "What the way back keeps: singular values of ∂h_T/∂h_t",
                measures);
    }

    /** From which lag on the gradient is noise. */
    static OverLag noise() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("batch_signal_to_noise", "signal over noise of a batch");
        measures.put("signal_to_noise", "signal over noise of a sequence");
        return new OverLag(
                "noise-over-lag",
                "noise.csv",
                "Where the gradient is more noise than signal",
                measures,
                NO_SIGNAL,
                true);
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(file)
                .map(sheet -> rows(folder, sheet))
                .filter(rows -> !rows.isEmpty())
                .map(this::draw);
    }

    private FigureRows rows(ReportFolder folder, CheckedTable sheet) {
        Groups groups = new Groups();
        boolean hasMoments = sheet.has("moment");
        Moments moments = hasMoments ? Moments.of(folder, sheet) : null;
        for (int row = 0; row < sheet.size(); row++) {
            Optional<Run> run = folder.runs().find(sheet.text(row, "run_id"));
            if (run.isEmpty()) {
                continue;
            }
            int lag = sheet.whole(row, "lag");
            for (Map.Entry<String, String> measure : measures.entrySet()) {
                if (sheet.has(measure.getKey())) {
                    String moment =
                            hasMoments
                                    ? ": "
                                            + moments.labels()
                                                    .get(
                                                            moments.index(
                                                                    folder, sheet, row, run.get()))
                                    : "";
                    groups.add(
                            sheet.number(row, measure.getKey()),
                            run.get().cell(),
                            run.get().setting(),
                            measure.getValue() + moment,
                            lag);
                }
            }
        }
        FigureRows rows =
                new FigureRows(
                        "cell", "setting", "measure", "lag", "value", "low", "high", "seeds");
        int stride = Math.max(1, (groups.size() + MOST_ROWS - 1) / MOST_ROWS);
        groups.each(
                (key, spread) -> {
                    if ((int) key.get(3) % stride == 0 && (drawsBelow || spread.median() > 0)) {
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                key.get(3),
                                spread.median(),
                                drawsBelow || spread.low() > 0 ? spread.low() : Double.NaN,
                                spread.high(),
                                spread.count());
                    }
                });
        return rows;
    }

    private Drawing draw(FigureRows rows) {
        String setting = rows.distinct("setting").get(0);
        String measure = rows.distinct("measure").get(0);
        int last = rows.column("lag").stream().mapToInt(lag -> (int) lag).max().orElseThrow();
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "value",
                        row ->
                                (int) rows.value(row, "lag") == last
                                        && rows.value(row, "setting").equals(setting)
                                        && rows.value(row, "measure").equals(measure),
                        "most in",
                        "least in");
        double floor = drawsBelow ? deepest : Floors.below(rows, "value", deepest);
        return new Plot(id, rows)
                .choice("setting")
                .choice("measure")
                .parameter("floor", floor)
                .sketch(Drawing.Sketch.Mark.LINE, "lag", "value", true)
                .draw(
                        title,
                        "%d steps back%s: %s Lines are medians over the seeds, bands reach from the smallest to the largest; what is below %s is %s."
                                .formatted(
                                        last,
                                        setting.isEmpty() ? "" : " (" + setting + ")",
                                        seen,
                                        Numbers.of(floor),
                                        drawsBelow ? "drawn there" : "not drawn"),
                        file);
    }
}
