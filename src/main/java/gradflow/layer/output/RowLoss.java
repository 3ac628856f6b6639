package gradflow.layer.output;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * An output activation and its loss, for one prediction after the other, the same bits anywhere.
 */
public interface RowLoss {
    /** The pairs that there are, for messages. */
    String PAIRS = "softmax with MCXENT, L1 or L2, identity with MSE, or sigmoid with XENT";

    /** Makes the activations of what comes in, in place [C]. */
    void activate(double[] inputs);

    /**
     * The loss of one prediction.
     *
     * @param activations [C]; overwritten with ∂loss/∂inputs
     * @param labels y [C]
     * @return in nats, or the squared error
     */
    double differentiate(double[] activations, double[] labels);

    /**
     * The pair, or empty if it is none of {@link #PAIRS} or outputs have weights.
     *
     * @return what computes it row by row
     */
    static Optional<RowLoss> find(IActivation activation, ILossFunction loss) {
        if (activation instanceof ActivationSoftmax) {
            return softmax(loss);
        }
        if (activation instanceof ActivationIdentity
                && loss.getClass() == LossMSE.class
                && ((LossMSE) loss).getWeights() == null) {
            return Optional.of(new SquaredRowLoss());
        }
        if (activation instanceof ActivationSigmoid
                && loss.getClass() == LossBinaryXENT.class
                && ((LossBinaryXENT) loss).getWeights() == null) {
            return Optional.of(new BinaryRowLoss(((LossBinaryXENT) loss).getClipEps()));
        }
        return Optional.empty();
    }

    private static Optional<RowLoss> softmax(ILossFunction loss) {
        if (loss.getClass() == LossMCXENT.class && ((LossMCXENT) loss).getWeights() == null) {
            return Optional.of(
                    new SoftmaxRowLoss.CrossEntropy(((LossMCXENT) loss).getSoftmaxClipEps()));
        }
        if (loss.getClass() == LossL1.class && ((LossL1) loss).getWeights() == null) {
            return Optional.of(new SoftmaxRowLoss.Absolute());
        }
        if (loss.getClass() == LossL2.class && ((LossL2) loss).getWeights() == null) {
            return Optional.of(new SoftmaxRowLoss.Squared());
        }
        return Optional.empty();
    }
}
