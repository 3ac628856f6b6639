package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.PeerRatios;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How long a training iteration takes. */
final class Throughput implements Figure {
    private static final String FILE = "timings.csv";
    private static final String MEDIAN = "milliseconds_per_iteration_median";
    private static final String SPEED = "gigaflops_per_second";

    private static final List<String> SIZES =
            List.of("hidden", "time", "tbptt", "batch", "input", "classes", "loss");

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE)
                .filter(sheet -> sheet.has(MEDIAN))
                .filter(sheet -> !PeerRatios.areIn(sheet))
                .map(Throughput::draw);
    }

    private static Drawing draw(CheckedTable timings) {
        List<String> varying =
                SIZES.stream()
                        .filter(timings::has)
                        .filter(
                                column ->
                                        timings.rows()
                                                        .mapToObj(row -> timings.text(row, column))
                                                        .distinct()
                                                        .count()
                                                > 1)
                        .toList();
        FigureRows rows =
                new FigureRows(
                        "workload", "implementation", "milliseconds", "low", "high", "gigaflops");
        for (int row = 0; row < timings.size(); row++) {
            List<String> words = new ArrayList<>();
            words.add(timings.text(row, "cell"));
            for (String size : varying) {
                words.add(words(size, timings.text(row, size)));
            }
            rows.add(
                    String.join(", ", words),
                    timings.text(row, "implementation", "gradflow"),
                    timings.number(row, MEDIAN),
                    timings.number(row, "milliseconds_per_iteration_p25"),
                    timings.number(row, "milliseconds_per_iteration_p75"),
                    timings.has(SPEED) ? timings.number(row, SPEED) : Double.NaN);
        }
        return new Plot("throughput", rows)
                .sketch(Drawing.Sketch.Mark.BAR, "workload", "milliseconds", false)
                .draw(
                        "How long a training iteration takes",
                        caption(rows)
                                + " Medians on one thread; the whiskers reach from the first to the third quartile.",
                        FILE);
    }

    private static String words(String size, String value) {
        if (!size.equals("tbptt")) {
            return size + " " + value;
        }
        return value.equals("0") ? "not truncated" : "truncated after " + value;
    }

    private static String caption(FigureRows rows) {
        List<String> sentences = new ArrayList<>();
        IntStream.range(0, rows.size())
                .filter(row -> rows.value(row, "implementation").equals("gradflow"))
                .forEach(
                        ours ->
                                IntStream.range(0, rows.size())
                                        .filter(
                                                row ->
                                                        !rows.value(row, "implementation")
                                                                        .equals("gradflow")
                                                                && rows.value(row, "workload")
                                                                        .equals(
                                                                                rows.value(
                                                                                        ours,
                                                                                        "workload")))
                                        .forEach(peer -> sentences.add(ratio(rows, ours, peer))));
        return sentences.isEmpty()
                ? Extremes.ofRows(
                        rows, "workload", "milliseconds", row -> true, "Longest", "shortest")
                : String.join(" ", sentences);
    }

    private static String ratio(FigureRows rows, int ours, int peer) {
        double one = Extremes.number(rows, ours, "milliseconds");
        double other = Extremes.number(rows, peer, "milliseconds");
        return "%s: %s ms here, %s ms in %s (%s times as long)."
                .formatted(
                        rows.value(ours, "workload"),
                        Numbers.of(one),
                        Numbers.of(other),
                        rows.value(peer, "implementation"),
                        Numbers.of(other / one));
    }
}
