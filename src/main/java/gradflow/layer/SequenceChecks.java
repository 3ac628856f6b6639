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

    /** The input and its mask; {@code x} is [T, B, I]. */
    void sequence(INDArray x, INDArray mask) {
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
    }

    /** The state that a pass starts from, or null. */
    void state(State state, long batchSize, long hiddenSize) {
        if (state != null) {
            part("h", state.hidden(), batchSize, hiddenSize);
            part("c", state.cell(), batchSize, hiddenSize);
        }
    }

    private void part(String name, INDArray part, long batchSize, long hiddenSize) {
        if (part == null) {
            return;
        }
        if (part.rank() != 2 || part.size(1) != hiddenSize) {
            throw new IllegalArgumentException(
                    "%s: got a stored state %s of shape %s; needs [batch, nOut] = [%d, %d]"
                            .formatted(layer, name, Described.shape(part), batchSize, hiddenSize));
        }
        if (part.size(0) != batchSize) {
            throw new IllegalStateException(
                    "%s: got a batch of %d, but its stored state is of a batch of %d; call"
                                    .formatted(layer, batchSize, part.size(0))
                            + " rnnClearPreviousState() before a batch of another size");
        }
    }

    /**
     * The numbers that a user gives a network; not the activations inside one, so that a network
     * that diverges ends with a loss of NaN. NaN is never taken. An infinity saturates a gate and
     * has an output, but training on it would leave NaN in the parameters under a finite loss.
     *
     * @param data in the layer's type, in which it may have become infinite
     */
    void data(INDArray data, boolean training) {
        if (Double.isFinite(data.sumNumber().doubleValue())) {
            return;
        }
        if (data.isNaN().any()) {
            throw invalid("NaN in its input", "numbers");
        }
        if (training && data.isInfinite().any()) {
            throw invalid(
                    "an infinity in its input",
                    "finite numbers of %s to train on".formatted(data.dataType()));
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
