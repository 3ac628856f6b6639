package gradflow.model;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.List;

/**
 * What a run may take at most. A run that would take more ends as failed.
 *
 * @param timeLimit seconds from its start; 0 is no limit
 * @param iterationLimit parameter updates, or steps of a walk; 0 is no limit
 */
public record RunLimits(double timeLimit, int iterationLimit) {
    /** The settings by which experiment files know them. */
    public static final List<String> SETTINGS = List.of("timeLimit", "iterationLimit");

    /** Nothing is limited. */
    public static final RunLimits NONE = new RunLimits(0, 0);

    /**
     * Checks both.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public RunLimits {
        Check.that(
                timeLimit >= 0 && Double.isFinite(timeLimit),
                "timeLimit must be 0 (off) or seconds above 0, not " + timeLimit);
        Check.that(
                iterationLimit >= 0,
                "iterationLimit must be 0 (off) or at least 1, not " + iterationLimit);
    }
}
