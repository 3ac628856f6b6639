package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.PeerRatios;
import gradflow.report.data.ReportFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What measured times say. */
final class Timings {
    private static final String MEDIAN = "milliseconds_per_iteration_median";
    private static final int MOST = 7;
    private final ReportFolder folder;

    Timings(ReportFolder folder) {
        this.folder = folder;
    }

    /** Whether the file holds what the experiment measures, and not only how long it took. */
    static boolean isMeasurement(CheckedTable sheet) {
        return sheet.has(MEDIAN);
    }

    /** A sentence per cell of ours, or what stands against peers; none without measurements. */
    List<String> sentences() {
        Optional<CheckedTable> found = folder.sheet("timings.csv").filter(Timings::isMeasurement);
        if (found.filter(PeerRatios::areIn).isPresent()) {
            return PeerRatios.of(found.get()).sentences();
        }
        List<String> sentences = new ArrayList<>();
        found.ifPresent(
                sheet ->
                        sheet.rows()
                                .filter(row -> sheet.text(row, "implementation").equals("gradflow"))
                                .forEach(row -> sentences.add(sentence(sheet, row))));
        if (sentences.size() > MOST) {
            List<String> few = new ArrayList<>(sentences.subList(0, MOST));
            few.add("The others are in the table below.");
            return few;
        }
        return sentences;
    }

    private static String sentence(CheckedTable sheet, int ours) {
        StringBuilder text =
                new StringBuilder(
                        "%s with %s units over %s steps%s: %s ms per training iteration (quartiles %s), %s GFLOP/s, %s of the peak of matrix products"
                                .formatted(
                                        sheet.text(ours, "cell"),
                                        sheet.text(ours, "hidden"),
                                        sheet.text(ours, "time"),
                                        segment(sheet, ours),
                                        Numbers.of(sheet.number(ours, MEDIAN)),
                                        Numbers.interval(
                                                sheet.number(
                                                        ours, "milliseconds_per_iteration_p25"),
                                                sheet.number(
                                                        ours, "milliseconds_per_iteration_p75")),
                                        Numbers.of(sheet.number(ours, "gigaflops_per_second")),
                                        Numbers.percent(sheet.number(ours, "share_of_gemm_peak"))));
        sheet.rows()
                .filter(row -> isPeer(sheet, ours, row))
                .forEach(
                        row ->
                                text.append(
                                        "; %s takes %s times as long (%s ms)"
                                                .formatted(
                                                        sheet.text(row, "implementation"),
                                                        Numbers.of(
                                                                sheet.number(row, MEDIAN)
                                                                        / sheet.number(
                                                                                ours, MEDIAN)),
                                                        Numbers.of(sheet.number(row, MEDIAN)))));
        return text.append('.').toString();
    }

    private static String segment(CheckedTable sheet, int row) {
        String length = sheet.text(row, "tbptt", "0");
        return length.equals("0") ? "" : ", truncated after " + length;
    }

    private static boolean isPeer(CheckedTable sheet, int ours, int row) {
        return !sheet.text(row, "implementation").equals("gradflow")
                && List.of("cell", "hidden", "time", "batch", "input", "tbptt").stream()
                        .allMatch(c -> sheet.text(row, c, "").equals(sheet.text(ours, c, "")));
    }
}
