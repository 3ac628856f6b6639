package gradflow.network;

import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import gradflow.kernel.cells.StateJacobians;
import gradflow.layer.RecurrentCellLayer;
import gradflow.layer.RecurrentParamInitializer;
import gradflow.model.RandomStream;
import gradflow.model.RecurrentStack;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The path that a layer's state takes from zero, and the Jacobians of its steps. */
public final class Trajectory {
    private Trajectory() {}

    /**
     * The Jacobian of every step of an untrained layer under normally distributed inputs,
     * ∂s_t/∂s_{t−1} with s = h, or (h, c) of the LSTM.
     *
     * @param stack whose lowest layer is taken
     * @param inputScale standard deviation of the inputs
     * @param seed of weights and inputs
     * @return [T][S][S]
     */
    public static double[][][] jacobians(RecurrentStack stack, double inputScale, long seed) {
        MultiLayerNetwork network = Networks.untrained(stack, 2, seed);
        return jacobians(network, inputs(stack, inputScale, RandomStream.INPUTS.of(seed)));
    }

    /**
     * The Jacobian of every step of a network's lowest layer along these inputs, from a zero state,
     * in the precision of its parameters.
     *
     * @param network whose lowest layer is of {@code gradflow.layer} and reads forward
     * @param inputs x_t of every step [1, I]
     * @return [T][S][S], ∂s_t/∂s_{t−1} with s = h, or (h, c) of the LSTM
     */
    public static double[][][] jacobians(MultiLayerNetwork network, INDArray... inputs) {
        Layer layer = network.getLayer(0);
        RecurrentCellLayer cell = (RecurrentCellLayer) layer.conf().getLayer();
        Weights weights = RecurrentParamInitializer.weights(cell.shape(), layer.paramTable()::get);
        StateJacobians jacobians =
                CellForms.jacobians(cell.options(), weights, cell.getArithmetic());
        return jacobians.along(inputs);
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
