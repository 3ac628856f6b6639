package gradflow.kernel.fused;

/** The equations of one recurrent cell: one step forward, one step back, over [B·H] arrays. */
public interface FusedCell {

    /**
     * What the cell is made of and which memory it needs.
     *
     * @return the same for every call
     */
    PassLayout layout();

    /** Computes h_t from the step's products, its arrays on the tape, and h_{t−1}. */
    void forward(ForwardPass pass);

    /** Hands the gradient of each gate's pre-activation to {@code pass}, from ∂L/∂h_t. */
    void backward(BackwardPass pass);
}
