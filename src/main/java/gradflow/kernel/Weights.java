package gradflow.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of one recurrent layer, or their gradients (summed over batch and time), in
 * Deeplearning4j's layout: a matrix is column-major ('f') and holds one block of H columns per
 * gate.
 *
 * @param cell whose parameters these are
 * @param input W, the input weights [I, G·H]
 * @param recurrent U, the recurrent weights [H, G·H], or null where the cell has none
 * @param bias b, added to the (normalised) input product [G·H]
 * @param recurrentBias c, added to the (normalised) recurrent product [G·H], or null where the cell
 *     has none
 * @param gain the gains of layer normalisation [2·G·H], one per column of W, then of U, or null
 *     without it
 */
public record Weights(
        CellShape cell,
        INDArray input,
        INDArray recurrent,
        INDArray bias,
        INDArray recurrentBias,
        INDArray gain) {

    /**
     * I, the number of inputs.
     *
     * @return rows of W
     */
    public int inputSize() {
        return (int) input.size(0);
    }

    /**
     * H, the number of hidden units.
     *
     * @return columns of W per gate
     */
    public int hiddenSize() {
        return (int) (bias.length() / gateCount());
    }

    /**
     * G, the number of gates: blocks of H columns in every matrix.
     *
     * @return that of the cell
     */
    public int gateCount() {
        return cell.gateCount();
    }
}
