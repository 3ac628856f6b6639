package gradflow.experiment;

import gradflow.model.RunSpec;
import java.util.Optional;

/**
 * What came out of a run.
 *
 * @param run the run
 * @param status what became of it
 * @param iterations parameter updates made
 * @param outcome what the kind of experiment records; empty for a failed run
 * @param note one line about it for the console
 */
public record RunResult(
        RunSpec run, Status status, int iterations, Optional<Record> outcome, String note) {

    /** A run that threw. */
    public static RunResult failed(RunSpec run, Throwable reason) {
        String message = String.valueOf(reason).replaceAll("\\s+", " ");
        return new RunResult(run, Status.FAILED, 0, Optional.empty(), message);
    }
}
