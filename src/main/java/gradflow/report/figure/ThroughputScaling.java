package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.PeerRatios;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.List;
import java.util.Optional;

/** How the time of a training iteration grows with a size. */
final class ThroughputScaling implements Figure {
    private static final String FILE = "timings.csv";
    private static final String MEDIAN = "milliseconds_per_iteration_median";
    private static final List<String> SIZES = List.of("hidden", "time", "batch", "input");

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE)
                .filter(sheet -> sheet.has(MEDIAN) && !PeerRatios.areIn(sheet))
                .flatMap(this::draw);
    }

    private Optional<Drawing> draw(CheckedTable timings) {
        FigureRows rows =
                new FigureRows("cell", "setting", "measure", "x", "value", "low", "high", "seeds");
        for (String size : SIZES) {
            long sizes = timings.rows().mapToObj(row -> timings.text(row, size)).distinct().count();
            if (sizes > 2) {
                timings.rows().forEach(row -> add(rows, timings, row, size));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(draw(rows));
    }

    private static void add(FigureRows rows, CheckedTable timings, int row, String size) {
        boolean truncated = !timings.text(row, "tbptt", "0").equals("0");
        rows.add(
                timings.text(row, "cell"),
                timings.text(row, "implementation", "gradflow")
                        + (truncated ? ", truncated after " + timings.text(row, "tbptt") : ""),
                size,
                timings.number(row, size),
                timings.number(row, MEDIAN),
                timings.number(row, "milliseconds_per_iteration_p25"),
                timings.number(row, "milliseconds_per_iteration_p75"),
                timings.whole(row, "iterations"));
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static Drawing draw(FigureRows rows) {
        String size = rows.distinct("measure").get(0);
        double largest = rows.column("x").stream().mapToDouble(x -> (double) x).max().orElseThrow();
        String setting = rows.distinct("setting").get(0);
        String seen =
                Extremes.ofRows(
                        rows,
                        "cell",
                        "value",
                        row ->
                                (double) rows.value(row, "x") == largest
                                        && rows.value(row, "setting").equals(setting),
                        "longest",
                        "shortest");
        return new Plot("throughput-scaling", rows)
                .axisTitle("x", size.equals("hidden") ? "Hidden units" : upper(size))
                .choice("setting")
                .choice("measure")
                .ticks("x")
                .sketch(Drawing.Sketch.Mark.LINE, "x", "value", true)
                .draw(
                        "How the time of an iteration grows",
                        "At %s %s (%s), in milliseconds: %s Medians on one thread, bars from the first to the third quartile; a straight line of slope 1 would be growth in proportion."
                                .formatted(size, Numbers.of(largest), setting, seen),
                        FILE);
    }
}
