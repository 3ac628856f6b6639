package gradflow.network;

import gradflow.kernel.Arithmetic;
import gradflow.layer.RnnOutputLayer;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.OutputLoss;
import gradflow.model.Readout;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The output layer of a network.
 *
 * @param loss whose mean over the examples is the network's loss
 * @param activation of the outputs
 * @param size O, outputs
 * @param implementation whose layer
 * @param seen the steps that reach it; those without a loss are masked where all do
 */
record Head(
        LossFunction loss,
        Activation activation,
        int size,
        Implementation implementation,
        LossAt seen) {

    /** Our layer at every step. */
    static Head of(Readout readout, int size) {
        return switch (readout) {
            case SOFTMAX -> ours(LossFunction.MCXENT, Activation.SOFTMAX, size);
            case LINEAR -> ours(LossFunction.MSE, Activation.IDENTITY, size);
            case SIGMOID -> ours(LossFunction.XENT, Activation.SIGMOID, size);
        };
    }

    /** Our softmax at every step, under this loss. */
    static Head softmax(OutputLoss loss, int size) {
        LossFunction function =
                switch (loss) {
                    case L1 -> LossFunction.L1;
                    case SQUARED_ERROR -> LossFunction.L2;
                    case CROSS_ENTROPY -> LossFunction.MCXENT;
                };
        return ours(function, Activation.SOFTMAX, size);
    }

    private static Head ours(LossFunction loss, Activation activation, int size) {
        return new Head(loss, activation, size, Implementation.GRADFLOW, LossAt.EVERY_STEP);
    }

    /** With the layer of another implementation, which may see the last step only. */
    Head by(Implementation other, LossAt steps) {
        return new Head(loss, activation, size, other, steps);
    }

    /** The layer above so many units. */
    Layer layer(int inputs, Arithmetic arithmetic) {
        BaseOutputLayer.Builder<?> builder = builder(arithmetic);
        return builder.activation(activation).nIn(inputs).nOut(size).build();
    }

    private BaseOutputLayer.Builder<?> builder(Arithmetic arithmetic) {
        if (seen == LossAt.LAST_STEP) {
            return new OutputLayer.Builder(loss);
        }
        return implementation.isOurs()
                ? new RnnOutputLayer.Builder(loss).arithmetic(arithmetic)
                : new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder(loss);
    }
}
