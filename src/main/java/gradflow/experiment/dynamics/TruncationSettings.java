package gradflow.experiment.dynamics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.LossAt;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.Computed;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment of type {@code truncation}: the gradient of truncated BPTT beside
 * the full one, for weights that stay as they are.
 *
 * @param recurrent the layer
 * @param hiddenSize H, hidden units
 * @param classes of the softmax under the loss
 * @param batchSize B, examples
 * @param sequenceLength T, time steps
 * @param tbpttLength steps of a segment, 1 … T
 * @param loss where the loss is taken
 */
public record TruncationSettings(
        @JsonUnwrapped StackSettings recurrent,
        int hiddenSize,
        int classes,
        int batchSize,
        int sequenceLength,
        int tbpttLength,
        LossAt loss)
        implements Sized, Computed {

    /** What holds where an experiment file says nothing else. */
    public static final TruncationSettings DEFAULTS =
            new TruncationSettings(
                    StackSettings.withInputs(4), 16, 4, 8, 100, 100, LossAt.LAST_STEP);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TruncationSettings {
        Check.that(classes >= 2, "classes must be at least 2, not " + classes);
        Check.atLeastOne("batchSize", batchSize);
        var stack = recurrent.stack(hiddenSize, 1, sequenceLength);
        Check.between("tbpttLength", tbpttLength, 1, stack.sequenceLength(), "sequenceLength");
    }

    /**
     * The recurrent layer.
     *
     * @return a stack of one layer
     */
    public RecurrentStack stack() {
        return recurrent.stack(hiddenSize, 1, sequenceLength);
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
