package gradflow.kernel.fast;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** The cells of this package, and the memory that each of them needs. */
public enum FastCell {
    /** Elman's recurrence. */
    SIMPLE_RNN(1, 0, false, false),
    /** Long short-term memory; on the tape: four gates and c. */
    LSTM(4, 5, false, false),
    /** GRU with reset after the product; on the tape: three gates and U_n·h + c_n. */
    GRU(3, 4, true, false),
    /** GRU with reset before the product; on the tape: three gates, and r⊙h beside it. */
    GRU_RESET_BEFORE(3, 3, false, true),
    /** Elman's recurrence with a leak; on the tape: the activation's value. */
    LEAKY_RNN(1, 1, false, false),
    /** Elman's recurrence with layer normalisation. */
    NORMALIZED_RNN(SIMPLE_RNN),
    /** Elman's recurrence with a leak and layer normalisation. */
    NORMALIZED_LEAKY_RNN(LEAKY_RNN),
    /** Long short-term memory with layer normalisation. */
    NORMALIZED_LSTM(LSTM),
    /** GRU with reset after the product and layer normalisation. */
    NORMALIZED_GRU(GRU),
    /** GRU with reset before the product and layer normalisation. */
    NORMALIZED_GRU_RESET_BEFORE(GRU_RESET_BEFORE);

    /** Where the LSTM keeps c on the tape. */
    static final int CELL_STATE = 4;

    /** An array of the gates of one step stays below 2^31 elements. */
    private static final long MOST_UNITS = 1 << 28;

    private static final int GRU_GATES = 3;

    private final int gates;
    private final int taped;
    private final boolean ownRecurrentGradient;
    private final boolean ownCandidateOperand;
    private final boolean normalized;

    FastCell(FastCell plain) {
        gates = plain.gates;
        taped = plain.taped;
        ownRecurrentGradient = plain.ownRecurrentGradient;
        ownCandidateOperand = plain.ownCandidateOperand;
        normalized = true;
    }

    FastCell(int gates, int taped, boolean ownRecurrentGradient, boolean ownCandidateOperand) {
        normalized = false;
        this.gates = gates;
        this.taped = taped;
        this.ownRecurrentGradient = ownRecurrentGradient;
        this.ownCandidateOperand = ownCandidateOperand;
    }

    /**
     * The bytes that one instance keeps for a forward and a backward pass, beside the arrays it is
     * given: per time step 4·B·(I + (2 + a)·H), a = 0 (SimpleRnn), 1 (with a leak), 5 (LSTM), 4
     * (GRU either way), with layer normalisation 8·G·B·(H + 1) more, and once the weights and a few
     * arrays of 4·B·H. An observer adds up to 4·B·(2·G + 1)·H per time step, twice that with layer
     * normalisation.
     */
    public long bytes(long batchSize, long timeSteps, long inputSize, long hiddenSize) {
        double heap = heapBytes(batchSize, timeSteps, hiddenSize);
        return (long) (heap + nativeBytes(batchSize, timeSteps, inputSize, hiddenSize));
    }

    /**
     * Refuses sizes that this process cannot hold.
     *
     * @throws IllegalArgumentException with the bytes that would be needed
     */
    public void requireMemory(long batchSize, long timeSteps, long inputSize, long hiddenSize) {
        double outside = nativeBytes(batchSize, timeSteps, inputSize, hiddenSize);
        double heap = heapBytes(batchSize, timeSteps, hiddenSize);
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
                            this,
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
        double plain = 4.0 * batch * hidden * ((steps + 1.0) * taped + 3.0 * gates + 9);
        double products = 4.0 * 2 * gates * batch * ((steps + 1.0) * (hidden + 1.0) + 4.0 * hidden);
        return normalized ? plain + products : plain;
    }

    private double nativeBytes(long batch, long steps, long input, long hidden) {
        double perStep = batch * (input + (ownCandidateOperand ? 3.0 : 2.0) * hidden);
        double weights = (double) gates * hidden * ((double) input + hidden);
        double chunks = (productGradients() + 1.0) * (batch + 128.0 + hidden) * hidden;
        return 4 * ((steps + 1.0) * perStep + weights + chunks);
    }

    /** G. */
    int gates() {
        return gates;
    }

    /** How many arrays [B·H] a step keeps; the first G are its gates. */
    int taped() {
        return taped;
    }

    /** Whether the products of every gate are normalised. */
    boolean isNormalized() {
        return normalized;
    }

    /** How many gradients of products are handed over per step: of x·W, and of h·U if another. */
    int productGradients() {
        return normalized ? 2 * gates : gates + 1;
    }

    /** Whether ∂L/∂(h·U + c) of the last gate differs from ∂L/∂(x·W + b). */
    boolean hasOwnRecurrentGradient() {
        return ownRecurrentGradient;
    }

    /** Whether the last gate's columns of U multiply something else than h_{t−1}. */
    boolean hasOwnCandidateOperand() {
        return ownCandidateOperand;
    }

    /** Whether the state has a c beside h. */
    boolean hasCellState() {
        return taped > CELL_STATE;
    }

    /** Whether U·h has a bias of its own. */
    boolean hasRecurrentBias() {
        return gates == GRU_GATES;
    }
}
