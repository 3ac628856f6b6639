package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Floors;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each step has in the gradient, by its lag, under every length of truncation. */
final class TruncationSteps implements Figure {
    private static final String FILE = "steps.csv";
    private static final String LENGTH = "tbptt_length";
    private static final String SHARE = "truncated_weight_grad_share_l2";
    private static final double DEEPEST = 1e-12;
    private static final double NEARLY_ALL = 0.999;
    private static final int MOST_LAGS = 200;
    private static final Map<String, String> MEASURES = measures();

    private static Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put(SHARE, "the step's share in the gradient of the weights");
        measures.put("truncated_grad_hidden_l2", "∂L/∂h_t, the gradient that arrives at the step");
        return measures;
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        return folder.sheet(FILE)
                .filter(sheet -> runs != null && runs.has(LENGTH))
                .filter(sheet -> MEASURES.keySet().stream().allMatch(sheet::has))
                .map(sheet -> rows(folder, sheet))
                .filter(rows -> !rows.isEmpty())
                .map(TruncationSteps::draw);
    }

    private static FigureRows rows(ReportFolder folder, CheckedTable sheet) {
        Groups groups = new Groups();
        int last = 0;
        for (int row = 0; row < sheet.size(); row++) {
            Optional<Run> run = folder.runs().find(sheet.text(row, "run_id"));
            if (run.isPresent()) {
                String length = folder.runs().sheet().text(run.get().row(), LENGTH);
                int lag = sheet.whole(row, "lag");
                last = Math.max(last, lag);
                for (Map.Entry<String, String> measure : MEASURES.entrySet()) {
                    groups.add(
                            sheet.number(row, measure.getKey()),
                            run.get().cell(),
                            Naming.without(run.get().setting(), LENGTH, length),
                            measure.getValue(),
                            Integer.valueOf(length),
                            lag);
                }
            }
        }
        FigureRows rows = new FigureRows("series", "setting", "measure", "length", "lag", "value");
        int stride = last / MOST_LAGS + 1;
        groups.each(
                (key, spread) -> {
                    int lag = (int) key.get(4);
                    if (lag % stride == 0 && spread.median() > 0) {
                        rows.add(
                                key.get(0),
                                key.get(1),
                                key.get(2),
                                key.get(3),
                                lag,
                                spread.median());
                    }
                });
        return rows;
    }

    private static Drawing draw(FigureRows rows) {
        return new Plot("truncation-steps", rows)
                .choice("series")
                .choice("setting")
                .choice("measure", List.copyOf(MEASURES.values()))
                .parameter("floor", Floors.below(rows, "value", DEEPEST))
                .sketch(Drawing.Sketch.Mark.LINE, "lag", "value", true)
                .draw("What truncation cuts, step by step", caption(rows), FILE);
    }

    /** The sums over the steps against that of the longest truncation, of what is shown first. */
    private static String caption(FigureRows rows) {
        String cell = rows.distinct("series").get(0);
        String setting = rows.distinct("setting").get(0);
        Map<Integer, Double> sums = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, "series").equals(cell)
                    && rows.value(row, "setting").equals(setting)
                    && rows.value(row, "measure").equals(MEASURES.get(SHARE))) {
                sums.merge(
                        (int) rows.value(row, "length"),
                        (double) rows.value(row, "value"),
                        Double::sum);
            }
        }
        int longest = sums.keySet().stream().max(Integer::compare).orElseThrow();
        List<String> kept = new ArrayList<>();
        for (Map.Entry<Integer, Double> sum : sums.entrySet()) {
            double share = sum.getValue() / sums.get(longest);
            boolean nearlyAll = share > NEARLY_ALL;
            kept.add(
                    "%s after %d steps"
                            .formatted(
                                    nearlyAll
                                            ? "more than " + Numbers.percent(NEARLY_ALL)
                                            : Numbers.percent(share),
                                    sum.getKey()));
            if (nearlyAll) {
                break;
            }
        }
        return "%s%s: of the sum of all steps' shares truncation leaves %s; at %d steps nothing is cut. A line ends where the gradient is exactly zero from there on; medians over the seeds, down to 1e−12."
                .formatted(
                        cell,
                        setting.isEmpty() ? "" : " (" + setting + ")",
                        String.join(", ", kept),
                        longest);
    }
}
