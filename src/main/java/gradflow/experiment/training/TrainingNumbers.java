package gradflow.experiment.training;

import gradflow.probe.GradientRow;
import gradflow.probe.TrainingProbe;
import gradflow.task.Task;
import java.util.OptionalInt;

/**
 * A training run's columns of runs.csv. Scores are NaN if the run diverged; decays at the end are
 * NaN if no profile was taken after an update; those along the kept state for cells without one.
 *
 * @param iterationsToSolve parameter updates until the solve rule was first met on validation data
 * @param testLoss mean over the test examples
 * @param testMetric mean over the test examples
 * @param gradientHorizon before the first update; null if there is none
 * @param decayPerStep before the first update
 * @param finalGradientHorizon after the last profile that was taken
 * @param finalDecayPerStep after the last profile that was taken
 * @param carryHorizon along the kept state only, before the first update
 * @param carryDecayPerStep along the kept state only, before the first update
 * @param finalCarryHorizon along the kept state only, after the last profile
 * @param finalCarryDecayPerStep along the kept state only, after the last profile
 * @param clipRate share of iterations whose gradient was clipped
 * @param validationLoss mean over the validation examples, of the parameters at the end
 * @param validationMetric mean over the validation examples, of the same
 * @param hiddenSize units of a layer
 * @param parameters of the network
 */
record TrainingNumbers(
        Integer iterationsToSolve,
        double testLoss,
        double testMetric,
        Long gradientHorizon,
        double decayPerStep,
        Long finalGradientHorizon,
        double finalDecayPerStep,
        Long carryHorizon,
        double carryDecayPerStep,
        Long finalCarryHorizon,
        double finalCarryDecayPerStep,
        double clipRate,
        double validationLoss,
        double validationMetric,
        long hiddenSize,
        long parameters) {

    /** Gathers the numbers of a run that is over. */
    static TrainingNumbers of(
            TrainingProbe probe,
            OptionalInt solved,
            Task.Score validation,
            Task.Score test,
            long hiddenSize,
            long parameters) {
        int last = probe.gradientRows().stream().mapToInt(GradientRow::iteration).max().orElse(0);
        ProfileSummary start = ProfileSummary.of(probe.gradientRows(), 0);
        ProfileSummary carry = ProfileSummary.ofCarry(probe.pathRows(), 0);
        ProfileSummary end = ProfileSummary.NONE;
        ProfileSummary carryEnd = ProfileSummary.NONE;
        if (last > 0) {
            end = ProfileSummary.of(probe.gradientRows(), last);
            carryEnd = ProfileSummary.ofCarry(probe.pathRows(), last);
        }
        return new TrainingNumbers(
                solved.isPresent() && !probe.isDiverged() ? solved.getAsInt() : null,
                test.loss(),
                test.metric(),
                RunsTable.whole(start.horizon()),
                start.decayPerStep(),
                RunsTable.whole(end.horizon()),
                end.decayPerStep(),
                RunsTable.whole(carry.horizon()),
                carry.decayPerStep(),
                RunsTable.whole(carryEnd.horizon()),
                carryEnd.decayPerStep(),
                probe.clipRate(),
                validation.loss(),
                validation.metric(),
                hiddenSize,
                parameters);
    }
}
