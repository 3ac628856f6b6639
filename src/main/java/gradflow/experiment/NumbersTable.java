package gradflow.experiment;

import gradflow.console.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** A table for the console: a row for every condition, one number of its runs in every column. */
public final class NumbersTable {
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Function<DoubleStream, OptionalDouble> number;
    private final String format;

    private NumbersTable(Function<DoubleStream, OptionalDouble> number, String format) {
        this.number = number;
        this.format = format;
    }

    /**
     * A table of means over runs, with four digits.
     *
     * @return one without columns
     */
    public static NumbersTable ofMeans() {
        return new NumbersTable(DoubleStream::average, "%.4g");
    }

    /**
     * A table of the largest numbers of all runs, with two digits and an exponent.
     *
     * @return one without columns
     */
    public static NumbersTable ofLargest() {
        return new NumbersTable(DoubleStream::max, "%.1e");
    }

    /**
     * Adds a column.
     *
     * @param heading above it
     * @param column of runs.csv
     */
    public void add(String heading, String column) {
        columns.put(heading, column);
    }

    /**
     * Lays the table out.
     *
     * @param results of all runs
     * @return lines, headings first; a dash where no run of a condition was measured
     */
    public List<String> lines(List<RunResult> results) {
        Map<String, List<RunResult>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            List<RunResult> members =
                    conditions.computeIfAbsent(result.run().condition(), key -> new ArrayList<>());
            if (result.isMeasured()) {
                members.add(result);
            }
        }
        TextTable table = new TextTable().text("condition");
        columns.keySet().forEach(table::number);
        conditions.forEach(
                (condition, members) -> {
                    List<String> row = new ArrayList<>(List.of(condition));
                    columns.values().forEach(column -> row.add(text(members, column)));
                    table.row(row);
                });
        return table.lines();
    }

    private String text(List<RunResult> results, String column) {
        double value =
                number.apply(results.stream().mapToDouble(result -> result.number(column)))
                        .orElse(Double.NaN);
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
