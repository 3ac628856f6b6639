package gradflow.claim;

import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.results.schema.Declarations;
import gradflow.results.schema.Field;
import gradflow.results.schema.RunBound;
import gradflow.stats.Interval;
import java.util.Optional;

/** Where the numbers of a column of runs.csv can lie, as the column is declared. */
final class ColumnRange {
    private final Optional<Field> field;

    private ColumnRange(Optional<Field> field) {
        this.field = field;
    }

    /**
     * The range of a column.
     *
     * @param kind of the experiment
     * @param column of its runs.csv; one that is not declared may hold any number
     */
    static ColumnRange of(String kind, String column) {
        return new ColumnRange(Declarations.all().field("runs.csv", kind, column));
    }

    /** Whether the column says of each run whether something happened, by 0 or 1. */
    boolean isEvent() {
        return field.map(Field::isEvent).orElse(false);
    }

    /**
     * Where the number of a run can lie.
     *
     * @param run whose sequences may bound it
     * @param metricName what the run's metric is, empty if it has none
     */
    Interval of(RunSpec run, String metricName) {
        return field.map(f -> new Interval(f.least(), Math.min(f.most(), most(f, run, metricName))))
                .orElse(Interval.ALL);
    }

    private static double most(Field field, RunSpec run, String metricName) {
        if (field.bound() == RunBound.LARGEST_LAG
                && run.settings() instanceof TrainingSettings settings) {
            return settings.data().sequenceLength() - 1;
        }
        boolean isShare =
                field.bound() == RunBound.METRIC
                        && !metricName.isEmpty()
                        && RunBound.isShare(metricName);
        return isShare ? 1 : Double.POSITIVE_INFINITY;
    }

    /** Where what is made of two numbers can lie, each of which has a range of its own. */
    static Interval of(Comparison comparison, Interval own, Interval other) {
        return comparison == Comparison.RATIO
                ? new Interval(0, Double.POSITIVE_INFINITY)
                : new Interval(own.low() - other.high(), own.high() - other.low());
    }
}
