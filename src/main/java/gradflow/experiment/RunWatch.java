package gradflow.experiment;

import gradflow.mistake.UserMistake;
import gradflow.model.RunLimits;
import gradflow.model.RunSpec;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Ends a run that takes more time or iterations than it may. The clock is looked at between the
 * steps of a run, so that a run is over its time by one step at most.
 */
public final class RunWatch {
    /** What the cause of a run begins with that the clock ended: it may end otherwise next time. */
    public static final String TIME_LIMIT = "timeLimit";

    private static final double NANOS = 1e9;
    private final RunLimits limits;
    private final LongSupplier nanos;
    private final long start;

    RunWatch(RunLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        start = nanos.getAsLong();
    }

    /**
     * Watches a run that starts now.
     *
     * @param run with its limits
     * @return its watch
     */
    public static RunWatch start(RunSpec run) {
        return new RunWatch(run.limits(), System::nanoTime);
    }

    /**
     * Whether the clock ended a run.
     *
     * @param outcome of the run
     * @return if so, another try may end otherwise
     */
    public static boolean ended(Outcome outcome) {
        return outcome.status() == Status.FAILED && outcome.note().startsWith(TIME_LIMIT);
    }

    /**
     * Looks at the clock.
     *
     * @param place where the run is, such as {@code before lag 5}
     * @throws UserMistake with cause and place if its time is over
     */
    public void check(String place) {
        if (limits.timeLimit() > 0 && (nanos.getAsLong() - start) / NANOS > limits.timeLimit()) {
            throw new UserMistake(
                    String.format(
                            Locale.ROOT,
                            "%s: over its %s seconds %s; it ended there",
                            TIME_LIMIT,
                            limits.timeLimit(),
                            place));
        }
    }

    /**
     * Looks at the clock and counts, before a run goes on.
     *
     * @param made iterations so far
     * @param next iterations that are to be made now
     * @throws UserMistake with cause and place if its time is over or they are more than it may
     *     have
     */
    public void check(int made, int next) {
        if (limits.iterationLimit() > 0 && made > limits.iterationLimit() - next) {
            throw new UserMistake(
                    "iterationLimit: needs more than %d iterations; it ended after iteration %d"
                            .formatted(limits.iterationLimit(), made));
        }
        check("after iteration " + made);
    }
}
