package gradflow.experiment;

import gradflow.stats.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table on the console of runs: medians over the seeds. */
public final class MeasuredAnswer {
    private MeasuredAnswer() {}

    /**
     * A line per condition, in the order of the runs.
     *
     * @param columns of runs.csv to show
     * @return headings first
     */
    public static List<String> lines(List<RunResult> results, List<String> columns) {
        Map<String, List<RunResult>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            List<RunResult> members =
                    conditions.computeIfAbsent(
                            result.run().condition(), condition -> new ArrayList<>());
            members.add(result);
        }
        int width = conditions.keySet().stream().mapToInt(String::length).max().orElse(0);
        width = Math.max(width, "condition".length());
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(padded("condition", width));
        columns.forEach(column -> head.append("  ").append(column));
        lines.add(head.toString());
        for (Map.Entry<String, List<RunResult>> condition : conditions.entrySet()) {
            StringBuilder line = new StringBuilder(padded(condition.getKey(), width));
            for (String column : columns) {
                double median = median(condition.getValue(), column);
                String text =
                        Double.isNaN(median) ? "-" : String.format(Locale.ROOT, "%.4g", median);
                line.append("  ").append(" ".repeat(Math.max(0, column.length() - text.length())));
                line.append(text);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static double median(List<RunResult> results, String column) {
        return Median.of(
                results.stream()
                        .mapToDouble(result -> result.number(column))
                        .filter(value -> !Double.isNaN(value))
                        .toArray());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
