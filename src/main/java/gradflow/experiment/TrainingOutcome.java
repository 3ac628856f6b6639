package gradflow.experiment;

import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
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
 * @param parameters the parameter norms
 */
record TrainingOutcome(
        OptionalInt iterationsToSolve,
        double testLoss,
        double testMetric,
        double clipRate,
        List<GradientRow> gradients,
        List<ParameterRow> parameters) {

    /** The decay before the first update. */
    ProfileSummary atStart() {
        return ProfileSummary.of(gradients, 0);
    }

    /** The decay after the last profile that was taken. */
    ProfileSummary atEnd() {
        int last = gradients.stream().mapToInt(GradientRow::iteration).max().orElse(0);
        return ProfileSummary.of(gradients, last);
    }
}
