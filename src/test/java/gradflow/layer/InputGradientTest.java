package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training skips the gradient of a network's input; whoever asks for it must get it all the same.
 */
class InputGradientTest {

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void isThereForCalculateGradientsBeforeAndAfterTraining(DataType dataType) {
        MultiLayerNetwork network =
                LayerNetworks.stack(
                        dataType,
                        RNNFormat.NCW,
                        0,
                        new GRU.Builder()
                                .nIn(LayerNetworks.INPUTS)
                                .nOut(LayerNetworks.HIDDEN)
                                .build());
        INDArray x = Nd4j.randn(dataType, 2, LayerNetworks.INPUTS, 3);
        INDArray y = Nd4j.zeros(dataType, 2, LayerNetworks.OUTPUTS, 3);
        y.putScalar(0, 0, 0, 1).putScalar(0, 1, 1, 1).putScalar(1, 0, 2, 1);
        INDArray before = network.calculateGradients(x, y, null, null).getSecond();
        INDArray params = network.params().dup();
        network.fit(x, y);
        network.setParams(params);
        INDArray after = network.calculateGradients(x, y, null, null).getSecond();
        assertThat(before.norm2Number().doubleValue()).isPositive();
        // INDArray.equals would allow 1e-5.
        assertThat(after.dup('c').data().asDouble()).isEqualTo(before.dup('c').data().asDouble());
    }
}
