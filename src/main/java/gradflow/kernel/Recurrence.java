package gradflow.kernel;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrence over a whole sequence, forward in time and back. All sequences are time-major: [T,
 * B, size]. An instance remembers one forward pass at a time and is used by one thread at a time.
 */
public interface Recurrence {

    /**
     * Refuses sizes that do not fit into memory, before anything is allocated.
     *
     * @throws IllegalArgumentException with the bytes that would be needed, where they are known
     */
    default void requireMemory(long batchSize, long timeSteps, long inputSize, long hiddenSize) {}

    /**
     * Runs forward from {@code initial}.
     *
     * @param weights the parameters; read again by {@link #backward}, so not to change in between
     * @param x the inputs [T, B, I], of any strides
     * @param initial the state before the first step, of any floating-point type; zeros for what is
     *     null in it, or if it is null itself; copied, never kept
     * @param mask [T, B] of zeros and ones, or null; where it is 0, h and c are set to zero after
     *     the step and no gradient passes
     * @param output receives h of every step [T, B, H], C order
     * @param keep whether {@link #backward} will follow; if not, nothing is remembered
     * @throws IllegalArgumentException if an array has another shape
     */
    void pass(
            Weights weights,
            INDArray x,
            State initial,
            INDArray mask,
            INDArray output,
            boolean keep);

    /**
     * The state after the last step of the last {@link #pass}, in new arrays that belong to no
     * workspace. Apart from the pass because most callers do not need it.
     *
     * @throws IllegalStateException if there was none
     */
    State last();

    /**
     * Runs {@link #pass}.
     *
     * @return the state after its last step, in arrays of its own that belong to no workspace
     * @throws IllegalArgumentException if an array has another shape
     */
    default State forward(
            Weights weights,
            INDArray x,
            State initial,
            INDArray mask,
            INDArray output,
            boolean keep) {
        pass(weights, x, initial, mask, output, keep);
        return last();
    }

    /**
     * Differentiates the forward pass that was kept, its initial state held constant, and forgets
     * it.
     *
     * @param gradOutput ∂L/∂output [T, B, H], of any strides
     * @param steps how many steps back from the last one the gradient travels, 1 … T; what was at
     *     earlier steps counts as constant
     * @param gradInput receives ∂L/∂x [T, B, I], C order, zero at the steps that were cut off; or
     *     null if nobody needs it
     * @param gradients receives ∂L/∂weights, summed over batch and steps; overwritten
     * @param observer is shown the gradient at every step before this method returns, or null
     * @throws IllegalStateException if no forward pass was kept
     * @throws IllegalArgumentException if an array has another shape
     */
    void backward(
            INDArray gradOutput,
            int steps,
            INDArray gradInput,
            Weights gradients,
            Consumer<TimeStepGradients> observer);

    /**
     * Takes a gradient with respect to the last state back to the initial one, through the forward
     * pass that was kept, and forgets that: a vector times the Jacobian of the whole pass, for
     * every example.
     *
     * @param gradient ∂L/∂(h, c) after the last step; a null c counts as zero
     * @return ∂L/∂(h, c) before the first step, in arrays of its own
     * @throws IllegalStateException if no forward pass was kept
     * @throws IllegalArgumentException if an array has another shape
     */
    State pullBack(State gradient);

    /**
     * Has the next backward passes tell the norms of the gradient at every step, at little cost.
     *
     * @param observer is told them before {@link #backward} returns; null for nobody
     */
    void observeNorms(Consumer<TimeStepNorms> observer);

    /**
     * Whether a forward pass is kept for {@link #backward}.
     *
     * @return whether {@link #backward} may be called
     */
    boolean isKept();

    /** Forgets the forward pass that was kept, if any. */
    void clear();
}
