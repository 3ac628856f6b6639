package gradflow.report.figure;

import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Floors;
import gradflow.report.drawing.Plot;
import java.util.Optional;

/** The gradient's norm on its way back through time. */
final class GradientOverLag implements Figure {
    private static final int MOST_ROWS = 2000;
    private static final double DEEPEST = 1e-12;

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return GradientProfiles.of(folder).map(this::draw);
    }

    private Drawing draw(GradientProfiles profiles) {
        FigureRows rows =
                new FigureRows("cell", "setting", "moment", "lag", "ratio", "low", "high", "seeds");
        int stride = profiles.stride(MOST_ROWS);
        profiles.groups()
                .each(
                        (key, spread) -> {
                            int lag = (int) key.get(3);
                            if (GradientProfiles.isDrawn(lag, stride, profiles.largestLag())) {
                                rows.add(
                                        key.get(0),
                                        key.get(1),
                                        key.get(2),
                                        lag,
                                        positive(spread.median()),
                                        positive(spread.low()),
                                        positive(spread.high()),
                                        spread.count());
                            }
                        });
        String setting = rows.distinct("setting").get(0);
        Plot plot =
                new Plot("gradient-over-lag", rows)
                        .choice("setting")
                        .slider("moment", profiles.moments().labels())
                        .parameter("floor", Floors.below(rows, "low", DEEPEST))
                        .sketch(Drawing.Sketch.Mark.LINE, "lag", "ratio", true);
        return plot.draw(
                "How much of the gradient is left on the way back",
                caption(rows, setting, profiles, stride),
                GradientProfiles.FILE);
    }

    /** Zeros have no place on a logarithmic axis. */
    private static double positive(double value) {
        return value > 0 ? value : Double.NaN;
    }

    private static String caption(
            FigureRows rows, String setting, GradientProfiles profiles, int stride) {
        int last = lastLag(rows, setting);
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "ratio",
                        row ->
                                rows.value(row, "setting").equals(setting)
                                        && (int) rows.value(row, "moment") == 0
                                        && (int) rows.value(row, "lag") == last,
                        "most is left in",
                        "least in");
        return "%s, %d steps back%s: %s Lines are medians over the seeds, bands reach from the smallest to the largest. Below the dotted line, 1/1000 of the last step's, the gradient counts as gone; below %s nothing is drawn.%s"
                .formatted(
                        upper(profiles.moments().labels().get(0)),
                        last,
                        setting.isEmpty() ? "" : " (" + setting + ")",
                        seen,
                        Numbers.of(Floors.below(rows, "low", DEEPEST)),
                        stride == 1 ? "" : " One lag in %d is drawn.".formatted(stride));
    }

    private static int lastLag(FigureRows rows, String setting) {
        int last = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, "setting").equals(setting)
                    && (int) rows.value(row, "moment") == 0) {
                last = Math.max(last, (int) rows.value(row, "lag"));
            }
        }
        return last;
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
