package gradflow.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient at every time step of one backward pass, each example's own (summed over nothing).
 * The arrays are views that the next pass overwrites: reduce or copy them before the callback ends.
 *
 * @param shape the cell that was differentiated
 * @param hidden ∂L/∂h_t, through the output and through all later steps [T, B, H]
 * @param cell ∂L/∂c_t likewise [T, B, H], or null for a cell without one
 * @param preActivation ∂L/∂(pre-activation) of each gate [T, B, G·H]
 * @param inputProduct ∂L/∂(x_t·W) [T, B, G·H]; the same array as {@code preActivation} unless the
 *     layer is normalised
 * @param recurrentTerm ∂L/∂(what the recurrent operand adds to the pre-activation, its own bias
 *     included) [T, B, G·H]; the same array as {@code preActivation} unless the cell has a term of
 *     its own ({@link CellShape#hasOwnRecurrentTerm}); null for a cell without recurrent weights
 * @param recurrentProduct ∂L/∂(recurrent operand·U) [T, B, G·H]; the same array as {@code
 *     recurrentTerm} unless the layer is normalised; null for a cell without recurrent weights
 * @param input x_t [T, B, I]
 * @param previousHidden h_{t−1} [T, B, H], the operand of U
 * @param candidateOperand what multiplies the last gate's columns of U instead of h_{t−1}
 *     (r⊙h_{t−1} of the GRU with reset before the product) [T, B, H], or null
 * @param keep the value k_t of the gate that keeps the state, in s_t = k_t⊙s_{t−1} + … with s = c
 *     where there is one, else h [T, B, H]; null for a cell without gates
 * @param gain each step's share of the gains' gradient [T, 2·G·H], or null without layer
 *     normalisation
 */
public record TimeStepGradients(
        CellShape shape,
        INDArray hidden,
        INDArray cell,
        INDArray preActivation,
        INDArray inputProduct,
        INDArray recurrentTerm,
        INDArray recurrentProduct,
        INDArray input,
        INDArray previousHidden,
        INDArray candidateOperand,
        INDArray keep,
        INDArray gain) {

    /**
     * T, the number of time steps.
     *
     * @return 1 or more
     */
    public int timeSteps() {
        return (int) hidden.size(0);
    }

    /**
     * Step t's share of ∂L/∂W [I, G·H], summed over the batch; the shares add up to ∂L/∂W.
     *
     * @return a new array
     */
    public INDArray inputWeightShare(int timeStep) {
        return Shares.product(TimeStep.of(input, timeStep), TimeStep.of(inputProduct, timeStep));
    }

    /**
     * Step t's share of ∂L/∂U [H, G·H], summed over the batch.
     *
     * @return a new array
     * @throws IllegalStateException if the cell has no U
     */
    public INDArray recurrentWeightShare(int timeStep) {
        if (!shape.hasRecurrentWeights()) {
            throw new IllegalStateException(shape + " has no recurrent weights");
        }
        INDArray product = TimeStep.of(recurrentProduct, timeStep);
        INDArray share = Shares.product(TimeStep.of(previousHidden, timeStep), product);
        if (candidateOperand != null) {
            int gates = shape.gateCount();
            INDArray candidate = Blocks.block(product, gates - 1, 1, gates);
            Blocks.block(share, gates - 1, 1, gates)
                    .assign(Shares.product(TimeStep.of(candidateOperand, timeStep), candidate));
        }
        return share;
    }

    /**
     * Step t's share of ∂L/∂b [1, G·H], summed over the batch.
     *
     * @return a new array
     */
    public INDArray biasShare(int timeStep) {
        return Shares.sum(TimeStep.of(preActivation, timeStep));
    }

    /**
     * Step t's share of ∂L/∂c, the recurrent bias, [1, G·H], summed over the batch.
     *
     * @return a new array
     */
    public INDArray recurrentBiasShare(int timeStep) {
        return Shares.sum(TimeStep.of(recurrentTerm, timeStep));
    }
}
