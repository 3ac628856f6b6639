package gradflow.network;

import gradflow.kernel.StateJacobians;
import gradflow.kernel.Weights;
import gradflow.spec.RecurrentStack;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The path that an untrained layer's state takes from zero under normally distributed inputs. */
public final class Trajectory {
    private Trajectory() {}

    /**
     * The Jacobian of every step along it, ∂s_t/∂s_{t−1} with s = h, or (h, c) of the LSTM.
     *
     * @param stack whose lowest layer is taken
     * @param inputScale standard deviation of the inputs
     * @param seed of weights and inputs
     * @return [T][S][S]
     */
    public static double[][][] jacobians(RecurrentStack stack, double inputScale, long seed) {
        Layer layer = Networks.untrained(stack, 2, seed).getLayer(0);
        Weights weights =
                new Weights(
                        layer.getParam("W"),
                        layer.getParam("RW"),
                        layer.getParam("b"),
                        layer.paramTable().get("Rb"),
                        null);
        IActivation activation = Networks.activation(stack.activation()).getActivationFunction();
        StateJacobians jacobians =
                switch (stack.cell()) {
                    case SIMPLE_RNN -> StateJacobians.simpleRnn(activation, weights);
                    case LSTM -> StateJacobians.lstm(activation, weights);
                    case GRU -> StateJacobians.gru(activation, weights);
                };
        return jacobians.along(inputs(stack, inputScale, new Random(~seed)));
    }

    private static INDArray[] inputs(RecurrentStack stack, double scale, Random random) {
        INDArray[] inputs = new INDArray[stack.sequenceLength()];
        for (int t = 0; t < inputs.length; t++) {
            double[][] x = new double[1][stack.inputSize()];
            for (int i = 0; i < x[0].length; i++) {
                x[0][i] = scale * random.nextGaussian();
            }
            inputs[t] = Nd4j.createFromArray(x);
        }
        return inputs;
    }
}
