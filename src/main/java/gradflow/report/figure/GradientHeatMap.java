package gradflow.report.figure;

import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.CellStyles;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The gradient's norm over time steps and training. */
final class GradientHeatMap implements Figure {
    private static final int MOST_ROWS = 3000;

    /** More conditions get no map: nobody would look at each, and curves over the lag show it. */
    private static final int MOST_CONDITIONS = 100;

    /** Places that just touch would let the ground shine through between them. */
    private static final double OVERLAP = 1.06;

    private static final double DEEPEST = 1e-6;

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return GradientProfiles.of(folder)
                .filter(profiles -> profiles.moments().labels().size() > 1)
                .filter(profiles -> profiles.conditions() <= MOST_CONDITIONS)
                .map(this::draw);
    }

    private Drawing draw(GradientProfiles profiles) {
        FigureRows rows =
                new FigureRows("series", "setting", "moment", "when", "lag", "end", "ratio");
        int stride = profiles.stride(MOST_ROWS);
        profiles.groups()
                .each(
                        (key, spread) -> {
                            int lag = (int) key.get(3);
                            if (lag % stride == 0) {
                                int moment = (int) key.get(2);
                                rows.add(
                                        key.get(0),
                                        key.get(1),
                                        moment,
                                        profiles.moments().labels().get(moment),
                                        lag,
                                        lag + OVERLAP * stride,
                                        Math.max(DEEPEST, spread.median()));
                            }
                        });
        return new Plot("gradient-heat-map", rows)
                .choice("series", cells(rows))
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.LINE, "lag", "ratio", true)
                .draw(
                        "Where in the sequence the gradient is, before, during and after training",
                        caption(rows, profiles),
                        GradientProfiles.FILE);
    }

    /** Those first of whose gradient most is lost. */
    private static List<String> cells(FigureRows rows) {
        List<String> cells = new ArrayList<>(CellStyles.ordered(rows.distinct("series")));
        Collections.reverse(cells);
        return cells;
    }

    private static String caption(FigureRows rows, GradientProfiles profiles) {
        String cell = cells(rows).get(0);
        String setting = rows.distinct("setting").get(0);
        int last = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, "setting").equals(setting)) {
                last = Math.max(last, (int) rows.value(row, "lag"));
            }
        }
        int lag = last;
        String seen =
                Extremes.ofRows(
                        rows,
                        "when",
                        "ratio",
                        row ->
                                rows.value(row, "series").equals(cell)
                                        && rows.value(row, "setting").equals(setting)
                                        && (int) rows.value(row, "lag") == lag,
                        "most",
                        "least");
        return "%s, %d steps back: %s Dark is much, light is little of the last step's gradient; median over the seeds, %d moments."
                .formatted(cell, lag, seen, profiles.moments().labels().size());
    }
}
