package gradflow.experiment.training;

import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import java.util.OptionalInt;

/** Results of runs that never took place. */
public final class Outcomes {
    private Outcomes() {}

    /** Solved after so many iterations. */
    public static RunResult solved(RunSpec run, int iterations) {
        return of(run, OptionalInt.of(iterations), 0.5, 0.5, 0);
    }

    /** Not solved, with these losses. */
    public static RunResult unsolved(RunSpec run, double validationLoss, double testLoss) {
        return of(run, OptionalInt.empty(), validationLoss, testLoss, 0);
    }

    public static RunResult failed(RunSpec run) {
        return new RunResult(run, Outcome.failed(run, new IllegalStateException("no reason")));
    }

    public static RunResult diverged(RunSpec run) {
        RunResult trained = unsolved(run, Double.NaN, Double.NaN);
        return new RunResult(run, trained.outcome().ended(Status.DIVERGED, 3));
    }

    /** A gradient whose horizon is that lag; below 0 it has none. */
    public static RunResult of(
            RunSpec run, OptionalInt solved, double validationLoss, double testLoss, int horizon) {
        TrainingNumbers numbers =
                new TrainingNumbers(
                        solved.isPresent() ? solved.getAsInt() : null,
                        testLoss,
                        0.1,
                        horizon < 0 ? null : Long.valueOf(horizon),
                        Double.NaN,
                        null,
                        Double.NaN,
                        null,
                        Double.NaN,
                        null,
                        Double.NaN,
                        0,
                        validationLoss,
                        0.1,
                        3,
                        99,
                        solved.isPresent() ? 1 : 0,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        Status status = solved.isPresent() ? Status.SOLVED : Status.UNSOLVED;
        return new RunResult(run, Outcome.of(run, "", numbers).ended(status, 100));
    }
}
