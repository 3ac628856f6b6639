package gradflow.layer.output;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass through an output layer: activations and loss of some predictions, and back. All arrays
 * are dense; a row is one prediction.
 */
public interface OutputPass {

    /**
     * The loss with its gradients.
     *
     * @param x what the layer sees [N, I], N ≥ 1
     * @param y labels [N, C]
     * @param mask what each prediction's loss is multiplied by [N], or null for 1
     * @param into where the gradients go; they are overwritten
     * @return the sum of the loss over the predictions
     */
    double backward(INDArray x, INDArray y, double[] mask, Gradients into);

    /**
     * Where gradients go.
     *
     * @param weights of W [I, C]
     * @param bias of b, C elements
     * @param below of x [N, I], C order
     */
    record Gradients(INDArray weights, INDArray bias, INDArray below) {}
}
