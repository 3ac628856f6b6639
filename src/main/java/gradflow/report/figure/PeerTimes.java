package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.PeerRatios;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.Optional;

/** How our times lie to those of other libraries. */
final class PeerTimes implements Figure {
    private static final String FILE = "timings.csv";
    private static final String STRONGEST = "the strongest in each";
    private static final String RATIO = "gradflow_over_this_median";

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE).filter(PeerRatios::areIn).map(PeerTimes::draw);
    }

    private static Drawing draw(CheckedTable timings) {
        FigureRows rows =
                new FigureRows(
                        "peer", "workload", "cell", "ratio", "low", "high", "goal", "its_ms");
        for (boolean strongest : new boolean[] {true, false}) {
            for (int row = 0; row < timings.size(); row++) {
                boolean isWanted =
                        !strongest || timings.text(row, "is_strongest_peer").equals("true");
                if (isWanted && !Double.isNaN(timings.number(row, RATIO))) {
                    rows.add(
                            strongest ? STRONGEST : timings.text(row, "implementation"),
                            workload(timings, row),
                            timings.text(row, "cell"),
                            timings.number(row, RATIO),
                            timings.number(row, "gradflow_over_this_p25"),
                            timings.number(row, "gradflow_over_this_p75"),
                            strongest ? timings.number(row, "ratio_goal") : Double.NaN,
                            timings.number(row, "milliseconds_per_iteration_median"));
                }
            }
        }
        return new Plot("peer-times", rows)
                .choice("peer")
                .sketch(Drawing.Sketch.Mark.BAR, "workload", "ratio", false)
                .draw(
                        "Our time over that of others",
                        PeerRatios.of(timings).inShort()
                                + " A point is the median over the rounds of one session, its line reaches from the first to the third quartile; left of 1 ours is faster. Ticks are goals. A workload is a training iteration unless it says layer (forward and backward) or step (of inference); cut: truncated after so many steps.",
                        FILE);
    }

    private static String workload(CheckedTable timings, int row) {
        String what = timings.text(row, "what");
        String tbptt = timings.text(row, "tbptt");
        return "%sB %s T %s I %s H %s%s%s"
                .formatted(
                        what.equals("iteration") ? "" : what + " ",
                        timings.text(row, "batch"),
                        timings.text(row, "time"),
                        timings.text(row, "input"),
                        timings.text(row, "hidden"),
                        timings.text(row, "type").equals("FLOAT") ? "" : " DOUBLE",
                        tbptt.equals("0") ? "" : " cut " + tbptt);
    }
}
