package gradflow.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A table for the console: a line for every condition, the means over its runs. */
public final class NumbersTable<N extends Record> {
    private static final int WIDTH = 12;
    private final Class<N> type;
    private final Map<String, ToDoubleFunction<N>> columns = new LinkedHashMap<>();

    /** An empty table of the numbers of that type. */
    public NumbersTable(Class<N> type) {
        this.type = type;
    }

    public void add(String head, ToDoubleFunction<N> number) {
        columns.put(head, number);
    }

    public List<String> lines(List<RunResult> results) {
        Map<String, List<N>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            List<N> numbers =
                    conditions.computeIfAbsent(result.run().condition(), key -> new ArrayList<>());
            result.outcome()
                    .map(outcome -> type.cast(((Measurement) outcome).numbers()))
                    .ifPresent(numbers::add);
        }
        int width = conditions.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(line("condition", width, columns.keySet().stream().toList()));
        conditions.forEach(
                (condition, numbers) -> {
                    List<String> fields =
                            columns.values().stream().map(c -> mean(numbers, c)).toList();
                    lines.add(line(condition, width, fields));
                });
        return lines;
    }

    private static <N> String mean(List<N> numbers, ToDoubleFunction<N> column) {
        double mean = numbers.stream().mapToDouble(column).average().orElse(Double.NaN);
        return String.format(Locale.ROOT, "%.4g", mean);
    }

    private static String line(String condition, int width, List<String> fields) {
        StringBuilder line = new StringBuilder(condition);
        line.append(" ".repeat(width - Math.min(width, condition.length())));
        for (String field : fields) {
            line.append(" ".repeat(Math.max(1, WIDTH - field.length()))).append(field);
        }
        return line.toString();
    }
}
