package gradflow.model.settings;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Mitigation;
import java.util.List;

/**
 * What is looked at during a training.
 *
 * @param evaluations how often the validation data are looked at, evenly spread over the training;
 *     at most once after every batch
 * @param profileIterations the iterations after which gradients are recorded; the last one is added
 * @param profileExamples examples of the batch on which gradient profiles are taken
 * @param detailSeeds of how many seeds of each condition the profiles are written; 0 for all
 * @param sampleLength characters of text that a trained network writes, for tasks on text
 * @param predictions whether what trained networks tell about the test data is written; null for
 *     what the task has by default
 * @param saveModel whether a trained network of each condition is written
 * @param dynamicsSequences of how many sequences signal and noise of the gradient, spectra of the
 *     state's Jacobians and the sharpness of the loss are taken at each of the profileIterations; 0
 *     for none
 */
public record WatchSettings(
        int evaluations,
        List<Integer> profileIterations,
        int profileExamples,
        int detailSeeds,
        int sampleLength,
        Boolean predictions,
        boolean saveModel,
        int dynamicsSequences) {

    /** Settings that a manifest tells only where they are not at their defaults. */
    static final List<String> TOLD_IF_CHANGED =
            List.of("predictions", "saveModel", "dynamicsSequences");

    /** Units up to which dynamics are allowed: spectra grow with H³ a step. */
    private static final int MOST_UNITS = 64;

    /** What holds where an experiment file says nothing else. */
    static final WatchSettings DEFAULTS =
            new WatchSettings(10, List.of(0, 10, 100), 32, 0, 0, null, false, 0);

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public WatchSettings {
        Check.atLeastOne("evaluations", evaluations);
        Check.atLeastOne("profileExamples", profileExamples);
        Check.that(detailSeeds >= 0, "detailSeeds must be 0 (all) or above, not " + detailSeeds);
        Check.that(sampleLength >= 0, "sampleLength must be 0 or above, not " + sampleLength);
        Check.that(
                dynamicsSequences == 0 || dynamicsSequences >= 2,
                "dynamicsSequences must be 0 (off) or 2 or more, not " + dynamicsSequences);
        int before = -1;
        for (int iteration : profileIterations) {
            Check.that(
                    iteration > before,
                    "profileIterations must be at least 0 and rise, not " + profileIterations);
            before = iteration;
        }
        profileIterations = List.copyOf(profileIterations);
    }

    /**
     * Checks against the other settings.
     *
     * @throws UserMistake if dynamics are asked for where they have no meaning
     */
    void check(
            StackingSettings stacking, CellSettings layer, Mitigation mitigation, FitSettings fit) {
        if (dynamicsSequences == 0) {
            return;
        }
        String name = "dynamicsSequences " + dynamicsSequences;
        GradientSettings.checkPlain(name, stacking, mitigation, fit);
        Check.that(
                layer.hiddenSize() <= MOST_UNITS,
                "hiddenSize must be at most %d with %s, not %d"
                        .formatted(MOST_UNITS, name, layer.hiddenSize()));
        Check.that(
                layer.sizing() == Sizing.EQUAL_HIDDEN_SIZE,
                "sizing must be equal-hidden-size with " + name);
    }

    /**
     * Whether predictions are written.
     *
     * @param byDefault of the task
     * @return what was asked for, or else that
     */
    public boolean predictions(boolean byDefault) {
        return predictions == null ? byDefault : predictions;
    }
}
