package gradflow.layer;

import gradflow.kernel.State;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Refuses what a recurrent layer cannot work with, in a message that names the layer, what it got
 * and what it needs.
 */
record SequenceChecks(String layer, String layout, long inputSize) {

    /** The input as DL4J hands it over, before it is made time-major. */
    void rank(INDArray input) {
        if (input.rank() != 3) {
            throw invalid(
                    "input of rank %d, shape %s".formatted(input.rank(), Described.shape(input)),
                    "rank 3, %s".formatted(layout));
        }
    }

    /** The input, its mask and the state it starts from; {@code x} is [T, B, I]. */
    void sequence(INDArray x, INDArray mask, State state) {
        long timeSteps = x.size(0);
        long batchSize = x.size(1);
        if (x.size(2) != inputSize) {
            throw invalid(
                    "input of size %d (B = %d, T = %d)".formatted(x.size(2), batchSize, timeSteps),
                    "nIn = %d in %s".formatted(inputSize, layout));
        }
        if (mask != null
                && (mask.rank() != 2 || mask.size(0) != batchSize || mask.size(1) != timeSteps)) {
            throw invalid(
                    "mask of shape %s".formatted(Described.shape(mask)),
                    "[batch, time] = [%d, %d]".formatted(batchSize, timeSteps));
        }
        if (state != null && state.hidden().size(0) != batchSize) {
            throw new IllegalStateException(
                    "%s: got a batch of %d, but its stored state is of a batch of %d; call"
                                    .formatted(layer, batchSize, state.hidden().size(0))
                            + " rnnClearPreviousState() before a batch of another size");
        }
    }

    /** The input's numbers; as DL4J hands it over, since ND4J adds up dense arrays much faster. */
    void numbers(INDArray input) {
        if (Double.isNaN(input.sumNumber().doubleValue()) && input.isNaN().any()) {
            throw invalid("NaN in its input", "numbers");
        }
    }

    /** The gradient that comes from above, against the output that was given. */
    void epsilon(INDArray epsilon, long[] outputShape) {
        if (!java.util.Arrays.equals(epsilon.shape(), outputShape)) {
            throw invalid(
                    "a gradient of shape %s".formatted(Described.shape(epsilon)),
                    "that of its output, %s".formatted(java.util.Arrays.toString(outputShape)));
        }
    }

    private DL4JInvalidInputException invalid(String got, String needs) {
        return new DL4JInvalidInputException("%s: got %s; needs %s".formatted(layer, got, needs));
    }
}
