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

    /** A cell with sigmoid gates, no leak and no normalisation. */
    public static CellOptions of(IActivation activation) {
        return new CellOptions(activation, new ActivationSigmoid(), Leak.NONE, false);
    }

    /** These options with another activation of the gates. */
    public CellOptions withGateActivation(IActivation function) {
        return new CellOptions(activation, function, leak, normalized);
    }

    /** These options with a leak. */
    public CellOptions withLeak(Leak other) {
        return new CellOptions(activation, gateActivation, other, normalized);
    }

    /** These options with or without layer normalisation. */
    public CellOptions withNormalization(boolean wanted) {
        return new CellOptions(activation, gateActivation, leak, wanted);
    }
}
