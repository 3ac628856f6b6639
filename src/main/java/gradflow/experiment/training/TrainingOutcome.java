package gradflow.experiment.training;

import gradflow.experiment.Recorded;
import gradflow.probe.GradientRow;
import gradflow.task.Task;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is measured in a training run.
 *
 * @param iterationsToSolve parameter updates until the solve rule was first met on validation data
 * @param validation score of the parameters at the end; NaN if the run diverged
 * @param test score of the same on the test data; NaN if the run diverged
 * @param size of the network
 * @param clipRate share of iterations whose gradient was clipped
 * @param recorded profiles and norms
 * @param sample text that the network wrote, for tasks on text
 */
public record TrainingOutcome(
        OptionalInt iterationsToSolve,
        Task.Score validation,
        Task.Score test,
        NetworkSize size,
        double clipRate,
        Recorded recorded,
        Optional<String> sample) {

    /** Mean over the test examples, NaN if the run diverged. */
    double testLoss() {
        return test.loss();
    }

    /** Mean over the test examples, NaN if the run diverged. */
    double testMetric() {
        return test.metric();
    }

    /** The decay before the first update. */
    ProfileSummary atStart() {
        return ProfileSummary.of(recorded.gradients(), 0);
    }

    /** The decay after the last profile that was taken; NaN if none was after an update. */
    ProfileSummary atEnd() {
        int last = lastProfile();
        return last == 0 ? ProfileSummary.NONE : ProfileSummary.of(recorded.gradients(), last);
    }

    /** The decay along the kept state only, before the first update. */
    ProfileSummary carryAtStart() {
        return ProfileSummary.ofCarry(recorded.paths(), 0);
    }

    /** The decay along the kept state only, after the last profile that was taken; NaN as above. */
    ProfileSummary carryAtEnd() {
        int last = lastProfile();
        return last == 0 ? ProfileSummary.NONE : ProfileSummary.ofCarry(recorded.paths(), last);
    }

    private int lastProfile() {
        return recorded.gradients().stream().mapToInt(GradientRow::iteration).max().orElse(0);
    }
}
