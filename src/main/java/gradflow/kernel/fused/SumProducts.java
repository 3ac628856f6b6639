package gradflow.kernel.fused;

import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.Product;

/**
 * The products of the way back.
 *
 * @param rows of the sums, over several steps
 * @param of the sizes of the pass, of which T does not matter
 * @param input xᵀ·gradients [I, G·H]
 * @param shared hᵀ·gradients of the gates that are taken together [H, S·H]
 * @param own operandᵀ·gradient of the last gate [H, H]
 * @param back gradients·Wᵀ [rows, I]
 * @param sharedStep gradients·Uᵀ of one step, of the gates that are taken together [B, H]
 * @param ownStep the same of the last gate [B, H]
 */
record SumProducts(
        int rows,
        Shape of,
        Product input,
        Product shared,
        Product own,
        Product back,
        Product sharedStep,
        Product ownStep) {

    SumProducts(int rows, PassLayout layout, Shape shape, Engine engine) {
        this(
                rows,
                shape,
                engine.productOfTransposed(
                        shape.inputSize(), layout.gates() * shape.hiddenSize(), rows),
                engine.productOfTransposed(
                        shape.hiddenSize(), layout.sharedGates() * shape.hiddenSize(), rows),
                engine.productOfTransposed(shape.hiddenSize(), shape.hiddenSize(), rows),
                engine.product(rows, shape.inputSize(), layout.gates() * shape.hiddenSize()),
                engine.product(
                        shape.batchSize(),
                        shape.hiddenSize(),
                        layout.sharedGates() * shape.hiddenSize()),
                engine.product(shape.batchSize(), shape.hiddenSize(), shape.hiddenSize()));
    }

    /** Whether they are the products of so many rows in such a pass. */
    boolean isOf(int count, Shape shape) {
        return rows == count && of.isLike(shape);
    }
}
