package gradflow.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table for the console: a line for every condition, the means over its runs. */
public final class NumbersTable {
    private static final int WIDTH = 12;
    private final Map<String, String> columns = new LinkedHashMap<>();

    public void add(String head, String column) {
        columns.put(head, column);
    }

    public List<String> lines(List<RunResult> results) {
        Map<String, List<RunResult>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            List<RunResult> members =
                    conditions.computeIfAbsent(result.run().condition(), key -> new ArrayList<>());
            if (result.isMeasured()) {
                members.add(result);
            }
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

    private static String mean(List<RunResult> results, String column) {
        double mean =
                results.stream()
                        .mapToDouble(result -> result.number(column))
                        .average()
                        .orElse(Double.NaN);
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
