package gradflow.experiment.dynamics;

import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.Clip;
import gradflow.model.Clipping;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.Computed;
import gradflow.model.settings.Iterative;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment on exploding gradients: a simple recurrent network learns by plain
 * gradient descent to recall whether the first input of a sequence was positive.
 *
 * @param activation of the hidden state
 * @param singularValue of the recurrent matrix at the start, all of whose singular values are equal
 * @param clipping of the gradient
 * @param threshold of the clipping
 * @param hidden H
 * @param timeSteps T
 * @param batchSize B
 * @param iterations parameter updates
 * @param learningRate of the descent
 * @param arithmetic what the network computes with
 */
public record ExplodingSettings(
        HiddenActivation activation,
        double singularValue,
        Clipping clipping,
        double threshold,
        int hidden,
        int timeSteps,
        int batchSize,
        int iterations,
        double learningRate,
        Arithmetic arithmetic)
        implements Sized, Computed, Iterative {

    /** What holds where an experiment file says nothing else. */
    public static final ExplodingSettings DEFAULTS =
            new ExplodingSettings(
                    HiddenActivation.TANH,
                    1,
                    Clipping.NONE,
                    1,
                    8,
                    10,
                    16,
                    100,
                    0.1,
                    Arithmetic.PORTABLE);

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public ExplodingSettings {
        positive("singularValue", singularValue);
        positive("threshold", threshold);
        Check.atLeastOne("hidden", hidden);
        Check.that(timeSteps >= 3, "timeSteps must be at least 3, not " + timeSteps);
        Check.atLeastOne("batchSize", batchSize);
        Check.atLeastOne("iterations", iterations);
        positive("learningRate", learningRate);
    }

    /** The recurrent layer; its recurrent matrix is set afterwards. */
    RecurrentStack stack() {
        return new RecurrentStack(
                        Cell.SIMPLE_RNN,
                        activation,
                        Initialization.XAVIER,
                        1,
                        GateBias.DEFAULT,
                        1,
                        hidden,
                        1,
                        timeSteps)
                .in(arithmetic);
    }

    /** The clipping with its threshold. */
    Clip clip() {
        return new Clip(clipping, threshold);
    }

    private static void positive(String setting, double value) {
        Check.that(
                value > 0 && Double.isFinite(value),
                setting + " must be a number above 0, not " + value);
    }

    @Override
    public double leastHeapBytes() {
        return (double) Double.BYTES * hidden * hidden;
    }

    @Override
    public double leastNativeBytes() {
        return (double) Float.BYTES * batchSize * timeSteps * hidden;
    }
}
