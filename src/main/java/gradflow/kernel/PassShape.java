package gradflow.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sizes of one pass, which every form of a recurrence holds its arrays against before it reads
 * them: by address it would read past their ends, and ND4J would stretch some of them to fit.
 *
 * @param timeSteps T
 * @param batchSize B
 * @param inputSize I
 * @param hiddenSize H
 */
public record PassShape(long timeSteps, long batchSize, long inputSize, long hiddenSize) {

    /**
     * Measures a forward pass.
     *
     * @param weights of the layer
     * @param x the inputs [T, B, I]
     * @return T and B of the inputs, I and H of the weights
     * @throws IllegalArgumentException unless {@code x} is [T, B, I] with the I of {@code weights}
     */
    public static PassShape of(Weights weights, INDArray x) {
        if (x.rank() != 3) {
            throw invalid("x", x, "[T, B, I]");
        }
        var shape = new PassShape(x.size(0), x.size(1), weights.inputSize(), weights.hiddenSize());
        shape.requireInputs("x", x);
        return shape;
    }

    /**
     * Holds the state that a pass starts from against its sizes.
     *
     * @param state with a null for zeros in place of h or c; or null
     * @param hasCellState whether the cell has a c
     * @throws IllegalArgumentException if h or c is not [B, H], or is a c that the cell has not
     */
    public void requireState(State state, boolean hasCellState) {
        if (state == null) {
            return;
        }
        require("state h", state.hidden(), "[B, H]", batchSize, hiddenSize);
        if (state.cell() != null && !hasCellState) {
            throw invalid("state c", state.cell(), "none: this cell has an h only");
        }
        require("state c", state.cell(), "[B, H]", batchSize, hiddenSize);
    }

    /**
     * Holds a mask against the sizes.
     *
     * @param mask null for none
     * @throws IllegalArgumentException if it is not [T, B]
     */
    public void requireMask(INDArray mask) {
        require("mask", mask, "[T, B]", timeSteps, batchSize);
    }

    /**
     * Holds inputs or their gradient against the sizes.
     *
     * @param name of the array, for the message
     * @param sequence null for none
     * @throws IllegalArgumentException if it is not [T, B, I]
     */
    public void requireInputs(String name, INDArray sequence) {
        require(name, sequence, "[T, B, I]", timeSteps, batchSize, inputSize);
    }

    /**
     * Holds outputs or their gradient against the sizes.
     *
     * @param name of the array, for the message
     * @param sequence null for none
     * @throws IllegalArgumentException if it is not [T, B, H]
     */
    public void requireOutputs(String name, INDArray sequence) {
        require(name, sequence, "[T, B, H]", timeSteps, batchSize, hiddenSize);
    }

    private static void require(String name, INDArray array, String letters, long... shape) {
        if (array != null && !Arrays.equals(array.shape(), shape)) {
            throw invalid(name, array, letters + " = " + Arrays.toString(shape));
        }
    }

    private static IllegalArgumentException invalid(String name, INDArray got, String needs) {
        return new IllegalArgumentException(
                "%s: got shape %s; needs %s".formatted(name, Arrays.toString(got.shape()), needs));
    }
}
