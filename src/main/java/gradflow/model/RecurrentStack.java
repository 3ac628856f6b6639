package gradflow.model;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;

/**
 * Recurrent layers on top of each other as they are before training.
 *
 * @param cell of every layer
 * @param activation of the hidden state; the identity for a cell whose candidate is linear
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them: the largest singular value if they are orthogonal
 * @param gateBias of the gate that keeps the state
 * @param form what the layers do beside their cell's equations
 * @param inputSize I of the lowest layer
 * @param hiddenSize H of every layer
 * @param layers how many
 * @param bidirectional whether each is two, one in each direction, with the outputs of both
 * @param sequenceLength T
 * @param arithmetic of the layers, the output layer above them, and the optimiser
 */
public record RecurrentStack(
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        CellForm form,
        int inputSize,
        int hiddenSize,
        int layers,
        boolean bidirectional,
        int sequenceLength,
        Arithmetic arithmetic) {

    /**
     * Checks every value by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public RecurrentStack {
        Check.atLeastOne("inputSize", inputSize);
        Check.atLeastOne("hiddenSize", hiddenSize);
        Check.atLeastOne("layers", layers);
        Check.atLeastOne("sequenceLength", sequenceLength);
        Check.that(
                recurrentGain > 0 && Double.isFinite(recurrentGain),
                "recurrentGain (a factor of singular values) must be a number above 0, not "
                        + recurrentGain);
        Check.inFloat("recurrentGain", recurrentGain);
        Check.that(
                cell.isGated() || gateBias.equals(GateBias.DEFAULT),
                "gateBias must be default for SimpleRnn, which has no gate; not "
                        + gateBias.value());
        Check.that(
                cell == Cell.SIMPLE_RNN || initialization != Initialization.IDENTITY,
                "initialization identity needs cell SimpleRnn, not " + cell.label());
        boolean drawn = initialization == Initialization.XAVIER && recurrentGain == 1;
        Check.that(
                cell.shape().hasRecurrentWeights() || drawn,
                "initialization must be xavier and recurrentGain 1 for %s, which has no recurrent weights; not %s and %s"
                        .formatted(cell.label(), initialization.label(), recurrentGain));
        if (cell.shape().hasLinearCandidate()) {
            Check.that(
                    activation == HiddenActivation.TANH || activation == HiddenActivation.IDENTITY,
                    "activation must be identity (or left at tanh, the default) for %s, whose candidate is linear; not %s"
                            .formatted(cell.label(), activation.label()));
            activation = HiddenActivation.IDENTITY;
        }
        Check.that(
                !gateBias.isChrono() || sequenceLength >= 3,
                "gateBias chrono needs a sequenceLength of at least 3, not " + sequenceLength);
    }

    /** Layers that read forward. */
    public RecurrentStack(
            Cell cell,
            HiddenActivation activation,
            Initialization initialization,
            double recurrentGain,
            GateBias gateBias,
            CellForm form,
            int inputSize,
            int hiddenSize,
            int layers,
            int sequenceLength,
            Arithmetic arithmetic) {
        this(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                form,
                inputSize,
                hiddenSize,
                layers,
                false,
                sequenceLength,
                arithmetic);
    }

    /** Layers with their cell's equations as they are, in portable arithmetic. */
    public RecurrentStack(
            Cell cell,
            HiddenActivation activation,
            Initialization initialization,
            double recurrentGain,
            GateBias gateBias,
            int inputSize,
            int hiddenSize,
            int layers,
            int sequenceLength) {
        this(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                CellForm.PLAIN,
                inputSize,
                hiddenSize,
                layers,
                sequenceLength,
                Arithmetic.PORTABLE);
    }

    /**
     * Recurrent layers that differ from these in what they compute with alone.
     *
     * @param other that is asked for
     * @return layers that compute with it
     */
    public RecurrentStack in(Arithmetic other) {
        return new RecurrentStack(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                form,
                inputSize,
                hiddenSize,
                layers,
                bidirectional,
                sequenceLength,
                other);
    }

    /**
     * Outputs of every layer.
     *
     * @return H, or 2H where there are two directions
     */
    public int outputSize() {
        return bidirectional ? Math.multiplyExact(2, hiddenSize) : hiddenSize;
    }

    /**
     * Weights and biases of all layers; not a whole number where that is beyond long.
     *
     * @return their number, biases included, gains of layer normalisation not
     */
    public double parameters() {
        CellShape shape = cell.shape();
        double recurrent = shape.hasRecurrentWeights() ? hiddenSize : 0;
        double biases = shape.hasRecurrentBias() ? 2 : 1;
        double inputs = inputSize + (layers - 1.0) * outputSize();
        double rows = inputs + layers * (recurrent + biases);
        return shape.gateCount() * (double) outputSize() * rows;
    }

    /**
     * Values that the gates and states of all layers are, for every example and time step.
     *
     * @param batchSize B
     * @param timeSteps that are differentiated at a time
     * @return their number, 0 or above
     */
    public double activations(int batchSize, int timeSteps) {
        double values = layers * (cell.shape().gateCount() + 1.0) * outputSize();
        return values * batchSize * timeSteps;
    }
}
