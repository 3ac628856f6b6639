package gradflow.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/**
 * What a layer may choose about its cell's equations.
 *
 * @param activation of the hidden state (SimpleRnn) or of the candidate
 * @param gateActivation of the gates, usually σ; not used by a cell without gates
 * @param leak how much of the last state a SimpleRnn keeps; {@link Leak#NONE} for other cells
 * @param normalized whether x·W and h·U of every gate are layer-normalised
 */
public record CellOptions(
        IActivation activation, IActivation gateActivation, Leak leak, boolean normalized) {

    /**
     * A cell with sigmoid gates, no leak and no normalisation.
     *
     * @param activation of the hidden state or of the candidate
     * @return options that a layer has unless it is told otherwise
     */
    public static CellOptions of(IActivation activation) {
        return new CellOptions(activation, new ActivationSigmoid(), Leak.NONE, false);
    }

    /**
     * These options with another activation of the gates.
     *
     * @param function with values in 0 … 1
     * @return a copy with it
     */
    public CellOptions withGateActivation(IActivation function) {
        return new CellOptions(activation, function, leak, normalized);
    }

    /**
     * These options with a leak.
     *
     * @param other how much of the last state is kept
     * @return a copy with it
     */
    public CellOptions withLeak(Leak other) {
        return new CellOptions(activation, gateActivation, other, normalized);
    }

    /**
     * These options with or without layer normalisation.
     *
     * @param wanted whether x·W and h·U of every gate are layer-normalised
     * @return a copy with it
     */
    public CellOptions withNormalization(boolean wanted) {
        return new CellOptions(activation, gateActivation, leak, wanted);
    }
}
