package gradflow.verify;

import gradflow.results.StoredTable;
import gradflow.stats.Interval;
import gradflow.stats.StudentInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What two files say, where their last bits have a right to differ: whether the intervals of the
 * same statement overlap, and no claim is confirmed by one and refuted by the other. The intervals
 * are those in the file; of runs.csv, those of each condition's means over its seeds.
 */
final class Conclusions {
    private static final String RUNS = "runs";
    private static final String SEED = "seed";
    private static final String VERDICT = "verdict";
    private static final String LOW = "low";
    private static final List<String> NO_NAMES = List.of("place", "blocks", "mean_rank");
    private int compared;
    private String contradiction;

    private Conclusions() {}

    /** The verdict on a file whose bytes differ. */
    static FileVerdict judge(String file, StoredTable reference, StoredTable other) {
        Conclusions conclusions = new Conclusions();
        if (!reference.columns().equals(other.columns())) {
            conclusions.contradiction =
                    new TableComparison(reference, other).firstDifference().orElseThrow();
        } else if (reference.columns().contains(RUNS)) {
            conclusions.compareStatements(reference, other);
        } else if (reference.columns().contains(SEED)) {
            conclusions.compareMeans(reference, other);
        }
        if (conclusions.contradiction != null) {
            return new FileVerdict(file, FileVerdict.Word.DIFFERS, conclusions.contradiction);
        }
        if (conclusions.compared == 0) {
            return new FileVerdict(file, FileVerdict.Word.NOT_JUDGED, "no intervals to compare");
        }
        return new FileVerdict(
                file,
                FileVerdict.Word.AGREES,
                "all %d intervals overlap".formatted(conclusions.compared));
    }

    private void compareStatements(StoredTable reference, StoredTable other) {
        Map<String, Integer> rows = named(reference);
        Map<String, Integer> others = named(other);
        for (Map.Entry<String, Integer> row : rows.entrySet()) {
            Integer twin = others.get(row.getKey());
            if (twin == null) {
                contradict("no row for " + row.getKey());
            } else {
                compareRows(row.getKey(), reference, row.getValue(), other, twin);
            }
        }
        if (others.size() != rows.size()) {
            contradict("%d rows instead of %d".formatted(others.size(), rows.size()));
        }
    }

    private void compareRows(String name, StoredTable one, int row, StoredTable two, int twin) {
        for (String column : one.columns()) {
            if (column.equals(LOW) || column.endsWith("_" + LOW)) {
                String high = column.substring(0, column.length() - LOW.length()) + "high";
                compare(
                        name + ", " + column,
                        interval(one.value(row, column), one.value(row, high)),
                        interval(two.value(twin, column), two.value(twin, high)));
            }
        }
        String verdict = one.value(row, VERDICT);
        String other = two.value(twin, VERDICT);
        if (List.of(verdict, other).containsAll(List.of("confirmed", "refuted"))) {
            contradict("%s: %s is %s".formatted(name, verdict, other));
        }
    }

    /** Rows by what stands before the number of runs; ranks may change with the last bit. */
    private static Map<String, Integer> named(StoredTable table) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        List<String> names =
                table.columns().subList(0, table.columns().indexOf(RUNS)).stream()
                        .filter(c -> !NO_NAMES.contains(c) && !c.startsWith("chosen_"))
                        .toList();
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> values = new ArrayList<>();
            for (String column : names) {
                values.add(table.value(row, column));
            }
            rows.putIfAbsent(String.join(" ", values).strip(), row);
        }
        return rows;
    }

    private void compareMeans(StoredTable reference, StoredTable other) {
        int seed = reference.columns().indexOf(SEED);
        for (String column : reference.columns().subList(seed + 1, reference.columns().size())) {
            Map<String, List<Double>> means = byCondition(reference, column);
            Map<String, List<Double>> others = byCondition(other, column);
            means.forEach(
                    (condition, values) -> {
                        List<Double> twins = others.getOrDefault(condition, List.of());
                        if (values.size() > 1 && twins.size() > 1) {
                            compare(
                                    condition + ", mean of " + column,
                                    Optional.of(StudentInterval.of(array(values))),
                                    Optional.of(StudentInterval.of(array(twins))));
                        }
                    });
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Map<String, List<Double>> byCondition(StoredTable runs, String column) {
        Map<String, List<Double>> conditions = new LinkedHashMap<>();
        for (int row = 0; row < runs.rows().size(); row++) {
            String condition = runs.value(row, "run_id").replaceFirst("_seed\\d+$", "");
            TableComparison.number(runs.value(row, column))
                    .ifPresent(
                            number ->
                                    conditions
                                            .computeIfAbsent(condition, c -> new ArrayList<>())
                                            .add(number));
        }
        return conditions;
    }

    private static Optional<Interval> interval(String low, String high) {
        Optional<Double> from = TableComparison.number(low);
        return TableComparison.number(high)
                .filter(to -> from.isPresent())
                .map(to -> new Interval(from.get(), to));
    }

    private void compare(String what, Optional<Interval> one, Optional<Interval> other) {
        if (one.isPresent() && other.isPresent()) {
            compared++;
            Interval a = one.get();
            Interval b = other.get();
            if (a.low() > b.high() || b.low() > a.high()) {
                contradict(
                        "%s: %s to %s and %s to %s do not overlap"
                                .formatted(what, a.low(), a.high(), b.low(), b.high()));
            }
        }
    }

    private void contradict(String reason) {
        if (contradiction == null) {
            contradiction = reason;
        }
    }
}
