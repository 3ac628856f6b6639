package gradflow.model.settings;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.List;

/**
 * How a network is trained.
 *
 * @param optimizer how parameters are searched for
 * @param tbpttLength steps that the gradient travels back in training, 1 … T; 0 for all
 * @param batchSize B, sequences per batch
 * @param sequences training sequences seen in a run, repetitions counted; a whole number of batches
 * @param learningRate of the optimiser; the largest with a schedule
 * @param halveLearningRateEvery iterations; 0 for never
 * @param clipGlobalNorm largest norm of the gradient of all parameters (mean over the batch) that
 *     reaches the optimiser; 0 for no clipping
 * @param stopWhenSolved whether a run ends as soon as the solve rule is met on validation data
 * @param keepBest whether a run that is not stopped ends with the parameters whose loss on
 *     validation data was smallest, instead of the last ones
 * @param learningRateSchedule how the learning rate changes over the run
 * @param finalLearningRateShare the share of it with which a schedule ends, above 0 … 1
 */
public record FitSettings(
        Optimizer optimizer,
        int tbpttLength,
        int batchSize,
        int sequences,
        double learningRate,
        int halveLearningRateEvery,
        double clipGlobalNorm,
        boolean stopWhenSolved,
        boolean keepBest,
        LearningRateSchedule learningRateSchedule,
        double finalLearningRateShare) {

    /** Settings that a manifest tells only where they are not at their defaults. */
    static final List<String> TOLD_IF_CHANGED =
            List.of("learningRateSchedule", "finalLearningRateShare");

    /** What holds where an experiment file says nothing else. */
    static final FitSettings DEFAULTS =
            new FitSettings(
                    Optimizer.ADAM,
                    0,
                    32,
                    3200,
                    0.002,
                    0,
                    0,
                    false,
                    false,
                    LearningRateSchedule.CONSTANT,
                    0.01);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public FitSettings {
        Check.that(tbpttLength >= 0, "tbpttLength must be 0 (all) or above, not " + tbpttLength);
        Check.atLeastOne("batchSize", batchSize);
        Check.atLeastOne("sequences", sequences);
        Check.that(
                sequences % batchSize == 0,
                "sequences must be a multiple of batchSize " + batchSize + ", not " + sequences);
        Check.that(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be a number above 0, not " + learningRate);
        Check.inFloat("learningRate", learningRate);
        Check.that(
                halveLearningRateEvery >= 0,
                "halveLearningRateEvery must be 0 (never) or above, not " + halveLearningRateEvery);
        Check.that(
                clipGlobalNorm >= 0 && Double.isFinite(clipGlobalNorm),
                "clipGlobalNorm must be 0 (off) or a number above 0, not " + clipGlobalNorm);
        Check.inFloat("clipGlobalNorm", clipGlobalNorm);
        Check.that(
                finalLearningRateShare > 0 && finalLearningRateShare <= 1,
                "finalLearningRateShare must be above 0 and at most 1, not "
                        + finalLearningRateShare);
        Check.that(
                learningRateSchedule == LearningRateSchedule.CONSTANT
                        || halveLearningRateEvery == 0,
                "halveLearningRateEvery must be 0 (never) with a learningRateSchedule, not "
                        + halveLearningRateEvery);
    }

    /**
     * The learning rate of an update.
     *
     * @param iteration updates made before it
     * @param iterations updates of the whole run
     * @return learningRate, halved once for every halveLearningRateEvery of them, or by the
     *     schedule
     */
    double learningRateAt(int iteration, int iterations) {
        if (learningRateSchedule != LearningRateSchedule.CONSTANT) {
            double progress = (double) iteration / iterations;
            return learningRate * learningRateSchedule.share(progress, finalLearningRateShare);
        }
        return halveLearningRateEvery == 0
                ? learningRate
                : Math.scalb(learningRate, -(iteration / halveLearningRateEvery));
    }
}
