package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What Deeplearning4j and the layers make of one example; matrices row by row.
 *
 * @param loss the score
 * @param hidden o_t [T][H]
 * @param prediction ŷ at the last step [O]
 * @param gradient ∂L/∂(W, RW, b and Rb if there is one)
 * @param outputWeights ∂L/∂w'' [H·O]
 * @param outputBias ∂L/∂b'' [O]
 * @param lossByHidden ∂L/∂o_t [T][H]
 * @param shares each step's share of {@code gradient} [T][P]
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record ExampleGradients(
        double loss,
        double[][] hidden,
        double[] prediction,
        double[] gradient,
        double[] outputWeights,
        double[] outputBias,
        double[][] lossByHidden,
        double[][] shares) {

    /**
     * Makes a forward and a backward pass of a network whose input and labels are set.
     *
     * @return the gradients of each example
     */
    public static ExampleGradients of(MultiLayerNetwork network) {
        Capture capture = new Capture();
        network.setListeners(capture);
        INDArray input = network.getInput();
        network.computeGradientAndScore();
        Map<String, INDArray> gradients = network.gradient().gradientForVariable();
        List<double[]> recurrent = new ArrayList<>();
        for (String name : network.getLayer(0).paramTable().keySet()) {
            recurrent.add(Norms.values(gradients.get("0_" + name)));
        }
        double[] outputWeights = Norms.values(gradients.get("1_W"));
        double[] outputBias = Norms.values(gradients.get("1_b"));
        double loss = network.score();
        List<INDArray> activations = network.feedForward(input, false);
        double[][] predictions = steps(activations.get(2));
        return new ExampleGradients(
                loss,
                steps(activations.get(1)),
                predictions[predictions.length - 1],
                joined(recurrent),
                outputWeights,
                outputBias,
                capture.hidden,
                capture.shares);
    }

    /** [1, N, T] by time step. */
    private static double[][] steps(INDArray sequence) {
        return sequence.tensorAlongDimension(0, 1, 2).transpose().dup('c').toDoubleMatrix();
    }

    private static double[] joined(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static final class Capture extends BaseTrainingListener
            implements TimeStepGradientListener {
        private double[][] hidden;
        private double[][] shares;

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            hidden = new double[gradients.timeSteps()][];
            shares = new double[gradients.timeSteps()][];
            for (int t = 0; t < shares.length; t++) {
                hidden[t] = Norms.values(TimeStep.of(gradients.hidden(), t));
                shares[t] = joined(WeightShares.of(gradients, t));
            }
        }
    }
}
