package gradflow.experiment.dynamics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.Computed;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment of type {@code jacobian}: the Jacobians of the hidden state over
 * many steps, before training, on normally distributed inputs.
 *
 * @param recurrent the layer
 * @param inputScale standard deviation of the inputs; 0 for none
 * @param hiddenSize H, hidden units
 * @param sequenceLength T, time steps
 * @param warmup steps at the start that do not count
 */
public record JacobianSettings(
        @JsonUnwrapped StackSettings recurrent,
        double inputScale,
        int hiddenSize,
        int sequenceLength,
        int warmup)
        implements Sized, Computed {

    /** What holds where an experiment file says nothing else. */
    public static final JacobianSettings DEFAULTS =
            new JacobianSettings(StackSettings.withInputs(2), 1, 16, 200, 50);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public JacobianSettings {
        Check.that(
                inputScale >= 0 && Double.isFinite(inputScale),
                "inputScale must be a number of at least 0, not " + inputScale);
        var stack = recurrent.stack(hiddenSize, 1, sequenceLength);
        Check.between("warmup", warmup, 0, stack.sequenceLength() - 1, "sequenceLength less 1");
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
        return 2.0 * Double.BYTES * stack().parameters();
    }

    /** A matrix for every step. */
    @Override
    public double leastHeapBytes() {
        double state = recurrent.cell().shape().stateCount() * (double) hiddenSize;
        return (double) Double.BYTES * sequenceLength * state * state;
    }

    @Override
    public Arithmetic arithmetic() {
        return recurrent.arithmetic();
    }
}
