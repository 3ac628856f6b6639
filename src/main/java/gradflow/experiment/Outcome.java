package gradflow.experiment;

import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run ended, in plain rows: whatever the kind of experiment, tables and answers are concluded
 * from these and the experiment's file alone. Values are text, {@code Long}, {@code Double}, {@code
 * Boolean} or null; an {@code Integer} becomes a {@code Long}.
 *
 * @param runId the run
 * @param status what became of it
 * @param note one line about it for the console
 * @param iterations parameter updates made
 * @param numbers what was measured, by column of runs.csv, in order; empty for a failed run
 * @param details the run's rows of further files, the same files with the same columns in every run
 * @param timings what a clock or counter gave, which no two runs have alike
 */
public record Outcome(
        String runId,
        Status status,
        String note,
        int iterations,
        Map<String, Object> numbers,
        List<Table> details,
        Map<String, Object> timings) {
    /** Causes that are followed: they may go in a circle. */
    private static final int DEEPEST = 20;

    private static final String OURS = "gradflow.";
    private static final String WALL_MILLIS = "wall_millis";

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if a value is of another type
     */
    public Outcome {
        numbers = plain(numbers);
        details = details.stream().map(Outcome::plain).toList();
        timings = plain(timings);
    }

    /**
     * A run that measured what it was to measure, without updates.
     *
     * @return an outcome that counts as solved
     */
    public static Outcome of(RunSpec run, String note, Record numbers, Table... details) {
        return new Outcome(
                run.runId(), Status.SOLVED, note, 0, values(numbers), List.of(details), Map.of());
    }

    /**
     * A run that threw: its note is what it threw, where in this program that came from, and what
     * had caused it.
     *
     * @return an outcome without numbers
     */
    public static Outcome failed(RunSpec run, Throwable reason) {
        String place =
                Arrays.stream(reason.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName())
                        .orElse("");
        Throwable root = reason;
        for (int i = 0; i < DEEPEST && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String cause =
                reason instanceof UserMistake
                        ? reason.getMessage()
                        : reason + place + (root == reason ? "" : ", caused by " + root);
        // A mistake's message is one short line of printable characters, as this has to be.
        String message = new UserMistake(cause.strip().replaceAll("\\s+", " ")).getMessage();
        return new Outcome(run.runId(), Status.FAILED, message, 0, Map.of(), List.of(), Map.of());
    }

    /**
     * What was measured, of a run that ended so after so many parameter updates.
     *
     * @return a copy with another status and number of updates
     */
    public Outcome ended(Status status, int iterations) {
        return new Outcome(runId, status, note, iterations, numbers, details, timings);
    }

    /**
     * This one, with the components of a record added to what clocks and counters gave.
     *
     * @return a copy with more timings
     */
    public Outcome timed(Record times) {
        return withTimings(values(times));
    }

    /**
     * This one, with the time from its start to its end.
     *
     * @return a copy with one more timing
     */
    public Outcome timed(double wallMillis) {
        return withTimings(Map.of(WALL_MILLIS, wallMillis));
    }

    /**
     * Milliseconds from start to end; NaN if nobody looked at the clock.
     *
     * @return milliseconds
     */
    public double wallMillis() {
        return timing(WALL_MILLIS);
    }

    /**
     * What a clock or counter gave; NaN if it was not looked at.
     *
     * @return in the unit that its name tells
     */
    public double timing(String name) {
        return timings.get(name) instanceof Double time ? time : Double.NaN;
    }

    /**
     * Whether the run got as far as to measure.
     *
     * @return false of one that failed
     */
    public boolean isMeasured() {
        return !numbers.isEmpty();
    }

    /**
     * Why a run failed or diverged; null of one that did neither.
     *
     * @return one line
     */
    public String failure() {
        return status == Status.FAILED || status == Status.DIVERGED ? note : null;
    }

    /**
     * The rows of one further file; none if the run has no such file.
     *
     * @return values in the order of the file's columns
     */
    public List<List<Object>> rows(String fileName) {
        return details.stream()
                .filter(table -> table.fileName().equals(fileName))
                .flatMap(table -> table.rows().stream())
                .toList();
    }

    private Outcome withTimings(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(timings);
        all.putAll(more);
        return new Outcome(runId, status, note, iterations, numbers, details, all);
    }

    private static Map<String, Object> values(Record row) {
        List<String> names = Columns.names(row.getClass());
        List<Object> values = Columns.values(row);
        Map<String, Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values.get(i));
        }
        return byName;
    }

    private static Map<String, Object> plain(Map<String, Object> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return Collections.unmodifiableMap(plain);
    }

    private static Table plain(Table table) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> plain = new ArrayList<>();
            row.forEach(value -> plain.add(plain(value)));
            rows.add(plain);
        }
        return new Table(table.fileName(), table.columns(), rows);
    }

    private static Object plain(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value == null
                || value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("not plain: " + value + " of " + value.getClass());
    }
}
