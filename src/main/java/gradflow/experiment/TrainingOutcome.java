package gradflow.experiment;

import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is measured in a training run.
 *
 * @param iterationsToSolve parameter updates until the solve rule was first met on validation data
 * @param testLoss mean over the test examples, NaN if the run diverged
 * @param testMetric mean over the test examples, NaN if the run diverged
 * @param clipRate share of iterations whose gradient was clipped
 * @param gradients the gradient profiles
 * @param paths the gradient along the kept state; none without gates
 * @param parameters the parameter norms
 */
record TrainingOutcome(
        OptionalInt iterationsToSolve,
        double testLoss,
        double testMetric,
        double clipRate,
        List<GradientRow> gradients,
        List<PathRow> paths,
        List<ParameterRow> parameters) {

    /** The decay before the first update. */
    ProfileSummary atStart() {
        return ProfileSummary.of(gradients, 0);
    }

    /** The decay after the last profile that was taken. */
    ProfileSummary atEnd() {
        return ProfileSummary.of(gradients, lastProfile());
    }

    /** The decay along the kept state only, before the first update. */
    ProfileSummary carryAtStart() {
        return ProfileSummary.ofCarry(paths, 0);
    }

    /** The decay along the kept state only, after the last profile that was taken. */
    ProfileSummary carryAtEnd() {
        return ProfileSummary.ofCarry(paths, lastProfile());
    }

    private int lastProfile() {
        return gradients.stream().mapToInt(GradientRow::iteration).max().orElse(0);
    }
}
