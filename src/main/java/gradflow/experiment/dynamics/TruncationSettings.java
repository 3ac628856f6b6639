package gradflow.experiment.dynamics;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.LossAt;
import gradflow.model.RecurrentStack;

/**
 * The settings of an experiment of type {@code truncation}: the gradient of truncated BPTT beside
 * the full one, for weights that stay as they are.
 *
 * @param cell the recurrent cell
 * @param activation of the hidden state
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them
 * @param gateBias what the bias of the gate that keeps the state starts from
 * @param inputSize I, inputs a step, normally distributed
 * @param hiddenSize H, hidden units
 * @param classes of the softmax under the loss
 * @param batchSize B, examples
 * @param sequenceLength T, time steps
 * @param tbpttLength steps of a segment, 1 … T
 * @param loss where the loss is taken
 */
public record TruncationSettings(
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        int inputSize,
        int hiddenSize,
        int classes,
        int batchSize,
        int sequenceLength,
        int tbpttLength,
        LossAt loss) {

    /** What holds where an experiment file says nothing else. */
    public static final TruncationSettings DEFAULTS =
            new TruncationSettings(
                    Cell.SIMPLE_RNN,
                    HiddenActivation.TANH,
                    Initialization.XAVIER,
                    1,
                    GateBias.DEFAULT,
                    4,
                    16,
                    4,
                    8,
                    100,
                    100,
                    LossAt.LAST_STEP);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TruncationSettings {
        Check.that(classes >= 2, "classes must be at least 2, not " + classes);
        Check.atLeastOne("batchSize", batchSize);
        var stack =
                new RecurrentStack(
                        cell,
                        activation,
                        initialization,
                        recurrentGain,
                        gateBias,
                        inputSize,
                        hiddenSize,
                        1,
                        sequenceLength);
        Check.between("tbpttLength", tbpttLength, 1, stack.sequenceLength(), "sequenceLength");
    }

    /** The recurrent layer. */
    public RecurrentStack stack() {
        return new RecurrentStack(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                inputSize,
                hiddenSize,
                1,
                sequenceLength);
    }
}
