package gradflow.experiment.dynamics;

import gradflow.kernel.Arithmetic;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;

/**
 * What experiments before training say about their recurrent layers, beside size and length. In an
 * experiment file these settings stand beside the experiment's own.
 *
 * @param cell of every layer
 * @param activation of the hidden state
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them: the largest singular value if they are orthogonal
 * @param gateBias what the bias of the gate that keeps the state starts from
 * @param inputSize I, inputs a step, normally distributed
 * @param arithmetic what the network computes with
 */
record StackSettings(
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        int inputSize,
        Arithmetic arithmetic) {

    /** Defaults, with this many inputs a step. */
    static StackSettings withInputs(int inputSize) {
        return new StackSettings(
                Cell.SIMPLE_RNN,
                HiddenActivation.TANH,
                Initialization.XAVIER,
                1,
                GateBias.DEFAULT,
                inputSize,
                Arithmetic.PORTABLE);
    }

    /**
     * The layers.
     *
     * @param hiddenSize H of every layer
     * @param layers how many
     * @param sequenceLength T
     * @throws gradflow.mistake.UserMistake with the name of the setting, its value and what is
     *     allowed
     */
    RecurrentStack stack(int hiddenSize, int layers, int sequenceLength) {
        return new RecurrentStack(
                        cell,
                        activation,
                        initialization,
                        recurrentGain,
                        gateBias,
                        inputSize,
                        hiddenSize,
                        layers,
                        sequenceLength)
                .in(arithmetic);
    }
}
