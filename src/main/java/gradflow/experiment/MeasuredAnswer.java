package gradflow.experiment;

import gradflow.results.Columns;
import gradflow.stats.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table on the console of runs that end in a {@link Measurement}: medians over the seeds. */
public final class MeasuredAnswer {
    private MeasuredAnswer() {}

    /**
     * A line per condition, in the order of the runs.
     *
     * @param columns of runs.csv to show
     */
    public static List<String> lines(List<RunResult> results, List<String> columns) {
        Map<String, List<Record>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            List<Record> numbers =
                    conditions.computeIfAbsent(
                            result.run().condition(), condition -> new ArrayList<>());
            result.outcome().ifPresent(o -> numbers.add(((Measurement) o).numbers()));
        }
        int width = conditions.keySet().stream().mapToInt(String::length).max().orElse(0);
        width = Math.max(width, "condition".length());
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(padded("condition", width));
        columns.forEach(column -> head.append("  ").append(column));
        lines.add(head.toString());
        for (Map.Entry<String, List<Record>> condition : conditions.entrySet()) {
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

    private static double median(List<Record> numbers, String column) {
        return Median.of(
                numbers.stream()
                        .map(
                                record ->
                                        Columns.values(record)
                                                .get(
                                                        Columns.names(record.getClass())
                                                                .indexOf(column)))
                        .filter(Number.class::isInstance)
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .filter(value -> !Double.isNaN(value))
                        .toArray());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
