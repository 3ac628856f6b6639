package gradflow.layer.output;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** An output activation with its loss, computed together with its gradient. */
interface SequenceLoss {

    /**
     * What comes of it.
     *
     * @param sum of the loss over all columns that the mask leaves
     * @param gradient ∂sum/∂inputs [C, N]
     */
    record Result(double sum, INDArray gradient) {}

    /**
     * Overwrites {@code inputs}.
     *
     * @param inputs of the activation, one column per prediction [C, N], column-major
     * @param labels y [C, N]
     * @param mask [N, 1] or null
     */
    Result of(INDArray inputs, INDArray labels, INDArray mask);

    /** The pair that is computed here, or empty where only DL4J has it. */
    static Optional<SequenceLoss> find(IActivation activation, ILossFunction loss) {
        if (activation instanceof ActivationSoftmax
                && loss.getClass() == LossMCXENT.class
                && ((LossMCXENT) loss).getWeights() == null) {
            return Optional.of(new SoftmaxLoss(((LossMCXENT) loss).getSoftmaxClipEps()));
        }
        if (activation instanceof ActivationIdentity
                && loss.getClass() == LossMSE.class
                && ((LossMSE) loss).getWeights() == null) {
            return Optional.of(new SquaredLoss());
        }
        if (activation instanceof ActivationSigmoid
                && loss.getClass() == LossBinaryXENT.class
                && ((LossBinaryXENT) loss).getWeights() == null) {
            return Optional.of(new BinaryLoss(((LossBinaryXENT) loss).getClipEps()));
        }
        return Optional.empty();
    }
}
