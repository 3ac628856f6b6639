package gradflow.experiment;

import gradflow.experiment.training.NetworkSize;
import gradflow.experiment.training.TrainingOutcome;
import gradflow.model.RunSpec;
import gradflow.model.TrainingSettings;
import gradflow.probe.GradientRow;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return RunResult.failed(run, new IllegalStateException("no reason"));
    }

    public static RunResult diverged(RunSpec run) {
        RunResult trained = unsolved(run, Double.NaN, Double.NaN);
        return new RunResult(run, Status.DIVERGED, 3, trained.outcome(), "diverged");
    }

    /** A gradient that is 1 up to a lag, the horizon, and 0 from there on. */
    public static RunResult of(
            RunSpec run, OptionalInt solved, double validationLoss, double testLoss, int horizon) {
        int steps = run.settings(TrainingSettings.class).data().sequenceLength();
        List<GradientRow> rows = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            int lag = steps - step;
            double norm = lag <= horizon ? 1 : 0;
            rows.add(
                    new GradientRow(run.runId(), 0, 0, step, lag, norm, null, norm, norm, 0, 0, 0));
        }
        TrainingOutcome outcome =
                new TrainingOutcome(
                        solved,
                        new Task.Score(validationLoss, 0.1),
                        new Task.Score(testLoss, 0.1),
                        new NetworkSize(3, 99),
                        0,
                        new Recorded(rows, List.of(), List.of()),
                        Optional.empty());
        Status status = solved.isPresent() ? Status.SOLVED : Status.UNSOLVED;
        return new RunResult(run, status, 100, Optional.of(outcome), "");
    }
}
