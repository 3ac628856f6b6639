package gradflow.experiment.dynamics;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment on activations: an untrained simple recurrent network sees random
 * sequences.
 *
 * @param activation f
 * @param singularValue of the recurrent matrix, all of whose singular values are equal
 * @param hidden H
 * @param timeSteps T
 * @param examples random sequences; inputs are standard normal
 */
public record ActivationsSettings(
        HiddenActivation activation, double singularValue, int hidden, int timeSteps, int examples)
        implements Sized {

    /** What holds where an experiment file says nothing else. */
    public static final ActivationsSettings DEFAULTS =
            new ActivationsSettings(HiddenActivation.TANH, 1, 32, 50, 4);

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public ActivationsSettings {
        Check.that(
                singularValue > 0 && Double.isFinite(singularValue),
                "singularValue must be a number above 0, not " + singularValue);
        Check.atLeastOne("hidden", hidden);
        Check.that(timeSteps >= 3, "timeSteps must be at least 3, not " + timeSteps);
        Check.atLeastOne("examples", examples);
    }

    @Override
    public double leastHeapBytes() {
        return Double.BYTES * ((double) hidden * hidden + (double) hidden * timeSteps * examples);
    }
}
