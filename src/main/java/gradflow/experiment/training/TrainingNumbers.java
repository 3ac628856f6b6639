package gradflow.experiment.training;

import gradflow.probe.BiasRow;
import gradflow.probe.GradientRow;
import gradflow.probe.TrainingProbe;
import gradflow.stats.Reach;
import gradflow.task.Task;
import java.util.List;
import java.util.Optional;
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
 * @param solvedOnTest 1 if the solve rule is met on the test data by the parameters at the end, 0
 *     if not, null if the run diverged
 * @param reach8 norm of the whole state's gradient at lag 8 over that at lag 0, before the first
 *     update; NaN if there is no such lag
 * @param reach32 the same at lag 32
 * @param reachLast the same at lag T − 1
 * @param finalReach8 as reach8 after the last profile
 * @param finalReach32 as reach32 after the last profile
 * @param finalReachLast as reachLast after the last profile
 * @param gradientCosine between the mean gradient that the run trained with and the mean full one,
 *     after the last profile; this and the next ones are null or NaN unless bias was looked at
 * @param gradientBias relative, at the same moment
 * @param gradientVariance relative, of one sequence's gradient that the run trained with
 * @param fullGradientVariance relative, of one sequence's full gradient
 * @param keptBytes that the method keeps of earlier steps for a batch
 * @param snr8 signal over noise of one sequence's gradient at lag 8, before the first update; this
 *     and the next ones are null unless dynamics were looked at
 * @param snr32 the same at lag 32
 * @param finalSnr8 as snr8 after the last profile
 * @param finalSnr32 as snr32 after the last profile
 * @param lyapunovLargest largest Lyapunov exponent of the state, before the first update
 * @param finalLyapunovLargest the same after the last profile
 * @param sharpness largest eigenvalue of the loss's Hessian, before the first update
 * @param finalSharpness the same after the last profile
 * @param sharpnessOverThreshold the optimiser's own sharpness over what it is stable to, after the
 *     last profile
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
        long parameters,
        Integer solvedOnTest,
        double reach8,
        double reach32,
        double reachLast,
        double finalReach8,
        double finalReach32,
        double finalReachLast,
        Double gradientCosine,
        Double gradientBias,
        Double gradientVariance,
        Double fullGradientVariance,
        Long keptBytes,
        Double snr8,
        Double snr32,
        Double finalSnr8,
        Double finalSnr32,
        Double lyapunovLargest,
        Double finalLyapunovLargest,
        Double sharpness,
        Double finalSharpness,
        Double sharpnessOverThreshold) {

    private static final double[] NOTHING = {};

    /** Columns that a table has only if bias was looked at in one of its runs. */
    static final List<String> OF_BIAS =
            List.of(
                    "gradient_cosine",
                    "gradient_bias",
                    "gradient_variance",
                    "full_gradient_variance",
                    "kept_bytes");

    /** Columns that a table has only if dynamics were looked at in one of its runs. */
    static final List<String> OF_DYNAMICS =
            List.of(
                    "snr8",
                    "snr32",
                    "final_snr8",
                    "final_snr32",
                    "lyapunov_largest",
                    "final_lyapunov_largest",
                    "sharpness",
                    "final_sharpness",
                    "sharpness_over_threshold");

    /** Gathers the numbers of a run that is over. */
    static TrainingNumbers of(
            TrainingProbe probe,
            OptionalInt solved,
            Task.Score validation,
            Task.Score test,
            long hiddenSize,
            long parameters,
            Integer solvedOnTest,
            Long keptBytes) {
        int last = probe.gradientRows().stream().mapToInt(GradientRow::iteration).max().orElse(0);
        ProfileSummary start = ProfileSummary.of(probe.gradientRows(), 0);
        ProfileSummary carry = ProfileSummary.ofCarry(probe.pathRows(), 0);
        ProfileSummary end = ProfileSummary.NONE;
        ProfileSummary carryEnd = ProfileSummary.NONE;
        if (last > 0) {
            end = ProfileSummary.of(probe.gradientRows(), last);
            carryEnd = ProfileSummary.ofCarry(probe.pathRows(), last);
        }
        Reach reach = Reach.of(ReachRow.state(probe.gradientRows(), 0));
        Reach reachEnd = Reach.of(last > 0 ? ReachRow.state(probe.gradientRows(), last) : NOTHING);
        Optional<BiasRow> bias =
                probe.biasRows().stream()
                        .filter(row -> row.parameter().equals(BiasRow.ALL))
                        .reduce((earlier, later) -> later);
        DynamicsNumbers before = DynamicsNumbers.of(probe.dynamics(), 0);
        DynamicsNumbers after =
                last > 0 ? DynamicsNumbers.of(probe.dynamics(), last) : DynamicsNumbers.NONE;
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
                parameters,
                solvedOnTest,
                reach.share8(),
                reach.share32(),
                reach.shareLast(),
                reachEnd.share8(),
                reachEnd.share32(),
                reachEnd.shareLast(),
                bias.map(BiasRow::cosineToFull).orElse(null),
                bias.map(BiasRow::relativeBias).orElse(null),
                bias.map(BiasRow::relativeVariance).orElse(null),
                bias.map(BiasRow::fullRelativeVariance).orElse(null),
                keptBytes,
                before.snr8(),
                before.snr32(),
                after.snr8(),
                after.snr32(),
                before.lyapunovLargest(),
                after.lyapunovLargest(),
                before.sharpness(),
                after.sharpness(),
                after.sharpnessOverThreshold());
    }
}
