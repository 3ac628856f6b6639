package gradflow.experiment.dynamics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.Computed;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment of type {@code depth-vs-time}: layers on top of each other, the
 * loss at the last step of the uppermost, before training, on normally distributed inputs.
 *
 * @param recurrent every layer
 * @param hiddenSize H of every layer
 * @param layers how many
 * @param sequenceLength T, time steps, 2 or more
 * @param classes of the softmax under the loss
 * @param batchSize B, examples
 */
public record DepthSettings(
        @JsonUnwrapped StackSettings recurrent,
        int hiddenSize,
        int layers,
        int sequenceLength,
        int classes,
        int batchSize)
        implements Sized, Computed {

    /** What holds where an experiment file says nothing else. */
    public static final DepthSettings DEFAULTS =
            new DepthSettings(StackSettings.withInputs(4), 16, 1, 100, 4, 8);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public DepthSettings {
        Check.that(classes >= 2, "classes must be at least 2, not " + classes);
        Check.atLeastOne("batchSize", batchSize);
        var stack = recurrent.stack(hiddenSize, layers, sequenceLength);
        Check.that(
                stack.sequenceLength() >= 2,
                "sequenceLength must be at least 2, not " + sequenceLength);
    }

    /**
     * The recurrent layers.
     *
     * @return equal layers, one above the other
     */
    public RecurrentStack stack() {
        return recurrent.stack(hiddenSize, layers, sequenceLength);
    }

    @Override
    public double leastNativeBytes() {
        return Double.BYTES
                * (2 * stack().parameters() + stack().activations(batchSize, sequenceLength));
    }

    @Override
    public Arithmetic arithmetic() {
        return recurrent.arithmetic();
    }
}
