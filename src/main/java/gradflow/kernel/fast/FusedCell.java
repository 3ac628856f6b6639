package gradflow.kernel.fast;

/** The equations of one recurrent cell: one step forward, one step back, over [B·H] arrays. */
interface FusedCell {

    /** Which memory it needs. */
    FastCell kind();

    /** Computes h_t from the step's products, its arrays on the tape, and h_{t−1}. */
    void forward(ForwardPass pass);

    /** Hands the gradient of each gate's pre-activation to {@code pass}, from ∂L/∂h_t. */
    void backward(BackwardPass pass);
}
