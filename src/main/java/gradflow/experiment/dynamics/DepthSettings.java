package gradflow.experiment.dynamics;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;

/**
 * The settings of an experiment of type {@code depth-vs-time}: layers on top of each other, the
 * loss at the last step of the uppermost, before training, on normally distributed inputs.
 *
 * @param cell of every layer
 * @param activation of the hidden state
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them
 * @param gateBias what the bias of the gate that keeps the state starts from
 * @param inputSize I, inputs a step
 * @param hiddenSize H of every layer
 * @param layers how many
 * @param sequenceLength T, time steps, 2 or more
 * @param classes of the softmax under the loss
 * @param batchSize B, examples
 */
public record DepthSettings(
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        int inputSize,
        int hiddenSize,
        int layers,
        int sequenceLength,
        int classes,
        int batchSize) {

    /** What holds where an experiment file says nothing else. */
    public static final DepthSettings DEFAULTS =
            new DepthSettings(
                    Cell.SIMPLE_RNN,
                    HiddenActivation.TANH,
                    Initialization.XAVIER,
                    1,
                    GateBias.DEFAULT,
                    4,
                    16,
                    1,
                    100,
                    4,
                    8);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public DepthSettings {
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
                        layers,
                        sequenceLength);
        Check.that(
                stack.sequenceLength() >= 2,
                "sequenceLength must be at least 2, not " + sequenceLength);
    }

    /** The recurrent layers. */
    public RecurrentStack stack() {
        return new RecurrentStack(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                inputSize,
                hiddenSize,
                layers,
                sequenceLength);
    }
}
