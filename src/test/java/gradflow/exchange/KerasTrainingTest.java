package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers around ours hand gradients back as the forward pass was made. */
class KerasTrainingTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange/keras");
    private static final double STEP = 1e-5;

    /**
     * Masked, backwards, to the last step, and step by step: the gradient of Σ w⊙y against central
     * differences, whose error is of the order of STEP².
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "real3-masked-both.keras",
                "keras2-backwards.h5",
                "real3-two-outputs.h5",
                "keras2-15.keras",
                "keras1-masked-both.h5"
            })
    void gradientsAgreeWithCentralDifferences(String name) throws Exception {
        KerasModel model = KerasModels.read(FILES.resolve(name), DataType.DOUBLE);
        ComputationGraph network = model.network();
        INDArray x = KerasModelsTest.input(name.substring(0, name.lastIndexOf('.')));
        INDArray[] outputs = model.output(x);
        INDArray[] weights = new INDArray[outputs.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Nd4j.rand(DataType.DOUBLE, outputs[i].shape());
        }
        network.setLayerMaskArrays(model.masks(x), null);
        network.feedForward(new INDArray[] {x}, true, false);
        INDArray gradient = network.backpropGradient(weights).gradient().dup();
        network.clearLayerMaskArrays();
        INDArray params = network.params();
        for (long i = 0; i < params.length(); i += 7) {
            double value = params.getDouble(i);
            params.putScalar(i, value + STEP);
            double above = loss(model, x, weights);
            params.putScalar(i, value - STEP);
            double below = loss(model, x, weights);
            params.putScalar(i, value);
            double expected = (above - below) / (2 * STEP);
            assertThat(gradient.getDouble(i))
                    .as("parameter %d", i)
                    .isCloseTo(expected, within(1e-7));
        }
    }

    private static double loss(KerasModel model, INDArray x, INDArray[] weights) {
        INDArray[] outputs = model.output(x);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += outputs[i].mul(weights[i]).sumNumber().doubleValue();
        }
        return sum;
    }
}
