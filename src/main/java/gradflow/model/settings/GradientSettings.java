package gradflow.model.settings;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.GradientMethod;
import gradflow.model.Mitigation;
import gradflow.model.Remedy;
import java.util.List;

/**
 * Where a training run has its gradient from, and whether that is compared with the full one.
 *
 * @param gradient how it is computed or estimated
 * @param skipWindowsWithoutLoss whether a window in which no step has a loss changes nothing: no
 *     parameter, no moment of the optimiser
 * @param biasSequences of how many sequences bias and variance of the gradient are taken at each of
 *     the profileIterations; 0 for none
 */
public record GradientSettings(
        GradientMethod gradient, boolean skipWindowsWithoutLoss, int biasSequences) {

    /** The settings by which experiment files know them. */
    static final List<String> SETTINGS =
            List.of("gradient", "skipWindowsWithoutLoss", "biasSequences");

    /** What holds where an experiment file says nothing else. */
    static final GradientSettings DEFAULTS = new GradientSettings(GradientMethod.BPTT, false, 0);

    /** Units up to which methods other than backpropagation are allowed: some grow with H⁴. */
    private static final int MOST_UNITS = 32;

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public GradientSettings {
        Check.that(
                biasSequences == 0 || biasSequences >= 2,
                "biasSequences must be 0 (off) or 2 or more, not " + biasSequences);
    }

    /**
     * Checks against the other settings.
     *
     * @param hiddenSize H
     * @param length k, steps of a window
     * @param sequenceLength T
     */
    void check(
            StackingSettings stacking,
            Mitigation mitigation,
            FitSettings fit,
            int hiddenSize,
            int length,
            int sequenceLength) {
        String name = "gradient " + gradient.label();
        boolean limited = gradient != GradientMethod.BPTT && gradient != GradientMethod.TRUNCATED;
        Check.that(
                !limited || hiddenSize <= MOST_UNITS,
                "hiddenSize must be at most %d with %s, not %d"
                        .formatted(MOST_UNITS, name, hiddenSize));
        Check.that(
                gradient != GradientMethod.ARTBP || (length >= 2 && length < sequenceLength),
                "tbpttLength must be between 2 and %d (sequenceLength − 1) with %s, not %d"
                        .formatted(sequenceLength - 1, name, fit.tbpttLength()));
        if (gradient != GradientMethod.BPTT) {
            checkPlain(name, stacking, mitigation, fit);
        }
        if (biasSequences > 0) {
            checkPlain("biasSequences " + biasSequences, stacking, mitigation, fit);
        }
        Check.that(
                !skipWindowsWithoutLoss
                        || (fit.learningRateSchedule() == LearningRateSchedule.CONSTANT
                                && fit.halveLearningRateEvery() == 0),
                "skipWindowsWithoutLoss needs a constant learning rate, without halveLearningRateEvery and learningRateSchedule");
    }

    /** Refuses all but one layer in one direction whose loss and recurrence are the plain ones. */
    static void checkPlain(
            String name, StackingSettings stacking, Mitigation mitigation, FitSettings fit) {
        Check.that(
                stacking.isPlain() && stacking.dropout() == 0,
                name + " is for one layer in one direction without dropout");
        for (Remedy remedy :
                List.of(
                        Remedy.OMEGA,
                        Remedy.LAYER_NORM,
                        Remedy.LEAKY,
                        Remedy.RESIDUAL,
                        Remedy.TRUNCATION)) {
            Check.that(
                    !mitigation.uses(remedy),
                    name + " does not go with mitigation " + mitigation.text());
        }
        Check.that(
                fit.optimizer() != Optimizer.RANDOM_GUESS,
                name + " does not go with optimizer random-guess, which has no gradient");
    }
}
