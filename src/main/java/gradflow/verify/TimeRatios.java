package gradflow.verify;

import gradflow.results.StoredTable;
import gradflow.stats.Interval;
import gradflow.stats.StudentInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The times of two folders as ratios, paired row by row: above 1 the other folder's is slower. */
final class TimeRatios {
    private static final String WALL = "wall_millis";
    private static final String MEDIAN = "milliseconds_per_iteration_median";
    private static final String P25 = "milliseconds_per_iteration_p25";
    private static final String P75 = "milliseconds_per_iteration_p75";
    private final StoredTable reference;
    private final StoredTable other;

    TimeRatios(StoredTable reference, StoredTable other) {
        this.reference = reference;
        this.other = other;
    }

    /**
     * The geometric mean over all rows with its 95 % interval (Student's t on logarithms), and
     * where the file has a row per cell and implementation, each of these.
     */
    List<String> lines() {
        String column = reference.columns().contains(MEDIAN) ? MEDIAN : WALL;
        Map<String, Double> times = times(reference, column);
        Map<String, Double> others = times(other, column);
        Map<String, Double> logarithms = new LinkedHashMap<>();
        times.forEach(
                (row, time) -> {
                    Double twin = others.get(row);
                    if (twin != null && time > 0 && twin > 0) {
                        logarithms.put(row, StrictMath.log(twin / time));
                    }
                });
        if (logarithms.isEmpty()) {
            return List.of("  " + column + ": no row is in both");
        }
        double[] all = logarithms.values().stream().mapToDouble(Double::doubleValue).toArray();
        Interval interval = StudentInterval.of(all);
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  %s: times %.3f (95 %% interval %.3f to %.3f, %d rows)",
                        column,
                        StrictMath.exp(DoubleStream.of(all).average().orElseThrow()),
                        StrictMath.exp(interval.low()),
                        StrictMath.exp(interval.high()),
                        all.length));
        if (column.equals(MEDIAN)) {
            logarithms.forEach((row, logarithm) -> lines.add(line(row, StrictMath.exp(logarithm))));
        }
        return lines;
    }

    /** A row's ratio, and how far its quartiles are apart. */
    private String line(String row, double ratio) {
        double low = times(other, P25).get(row) / times(reference, P75).get(row);
        double high = times(other, P75).get(row) / times(reference, P25).get(row);
        return String.format(
                Locale.ROOT, "    %s: times %.3f (quartiles %.3f to %.3f)", row, ratio, low, high);
    }

    /** By what stands before the time, which names the row. */
    private static Map<String, Double> times(StoredTable table, String column) {
        Map<String, Double> times = new LinkedHashMap<>();
        int names = Math.max(table.columns().indexOf(MEDIAN), table.columns().indexOf(WALL));
        for (int row = 0; row < table.rows().size() && names >= 0; row++) {
            String name = String.join(" ", table.rows().get(row).subList(0, names));
            TableComparison.number(table.value(row, column))
                    .ifPresent(time -> times.put(name, time));
        }
        return times;
    }
}
