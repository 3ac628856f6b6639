package gradflow.kernel.fused;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * What a fused cell keeps of each step, and the memory that its passes need.
 *
 * @param cell what the cell is made of
 * @param taped how many arrays [B·H] a step keeps; the first G are its gates unless there are
 *     fewer, and the next one is c where the cell has one
 * @param normalized whether the products of every gate are layer-normalised
 */
public record PassLayout(CellShape cell, int taped, boolean normalized) {
    /** An array of the gates of one step stays below 2^31 elements. */
    private static final long MOST_UNITS = 1 << 28;

    /**
     * The bytes that one instance keeps for a forward and a backward pass, beside the arrays it is
     * given: per time step 4·B·(I + (2 + a)·H), a the arrays on the tape, with layer normalisation
     * 8·G·B·(H + 1) more, and once the weights and a few arrays of 4·B·H. An observer adds up to
     * 4·B·(2·G + 1)·H per time step, twice that with layer normalisation.
     *
     * @return bytes
     */
    public long bytes(long batchSize, long timeSteps, long inputSize, long hiddenSize) {
        double heap = heapBytes(batchSize, timeSteps, hiddenSize);
        return (long) (heap + nativeBytes(batchSize, timeSteps, inputSize, hiddenSize));
    }

    /**
     * Refuses sizes that this process cannot hold.
     *
     * @param arithmetic which decides where the matrices are
     * @throws IllegalArgumentException with the bytes that would be needed
     */
    public void requireMemory(
            Arithmetic arithmetic,
            long batchSize,
            long timeSteps,
            long inputSize,
            long hiddenSize) {
        double outside = nativeBytes(batchSize, timeSteps, inputSize, hiddenSize);
        double heap = heapBytes(batchSize, timeSteps, hiddenSize);
        if (arithmetic == Arithmetic.PORTABLE) {
            // Its matrices are on the heap.
            heap += outside;
        }
        String problem = null;
        if (outside > nativeLimit()) {
            problem = needs(outside, "outside the heap", nativeLimit());
        } else if (heap > Runtime.getRuntime().maxMemory()) {
            problem = needs(heap, "of heap", Runtime.getRuntime().maxMemory());
        } else if ((double) batchSize * hiddenSize > MOST_UNITS) {
            problem = "has more than " + MOST_UNITS + " hidden units in all examples together";
        }
        if (problem != null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s with batch size %d, %d time steps, %d inputs and %d hidden units %s",
                            cell,
                            batchSize,
                            timeSteps,
                            inputSize,
                            hiddenSize,
                            problem));
        }
    }

    private static String needs(double needed, String where, long limit) {
        long bytes = (long) needed;
        String count = bytes == Long.MAX_VALUE ? "more than " + (bytes - 1) : "" + bytes;
        return "needs " + count + " bytes " + where + "; this process may use " + limit;
    }

    private static long nativeLimit() {
        long physical = Pointer.totalPhysicalBytes();
        long allowed = Pointer.maxBytes() > 0 ? Pointer.maxBytes() : Long.MAX_VALUE;
        return physical > 0 ? Math.min(physical, allowed) : allowed;
    }

    private double heapBytes(long batch, long steps, long hidden) {
        double plain =
                Float.BYTES * (double) batch * hidden * ((steps + 1.0) * taped + 3.0 * gates() + 9);
        double products =
                Float.BYTES
                        * 2.0
                        * gates()
                        * batch
                        * ((steps + 1.0) * (hidden + 1.0) + 4.0 * hidden);
        return normalized ? plain + products : plain;
    }

    private double nativeBytes(long batch, long steps, long input, long hidden) {
        double perStep = batch * (input + (cell.hasOwnCandidateOperand() ? 3.0 : 2.0) * hidden);
        double weights = (double) gates() * hidden * ((double) input + hidden);
        double chunks = (productGradients() + 1.0) * (batch + 128.0 + hidden) * hidden;
        // Once as they are multiplied with, once as their gradients are summed.
        return Float.BYTES * ((steps + 1.0) * perStep + 2 * weights + chunks);
    }

    /** G. */
    int gates() {
        return cell.gateCount();
    }

    /** Where c stands on the tape, if the cell has one. */
    int cellState() {
        return cell.gateCount();
    }

    /** Leading gates whose recurrent products h·U are taken together. */
    int sharedGates() {
        if (!cell.hasRecurrentWeights()) {
            return 0;
        }
        return hasOwnProduct() ? gates() - 1 : gates();
    }

    /** Whether the last gate's recurrent product stands apart: of another operand or term. */
    boolean hasOwnProduct() {
        return cell.hasOwnRecurrentTerm() || cell.hasOwnCandidateOperand();
    }

    /** How many gradients of products are handed over per step: of x·W, and of h·U if another. */
    int productGradients() {
        return normalized ? 2 * gates() : gates() + 1;
    }
}
