package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every activation that DL4J has, in every cell. */
class LayerActivationTest {
    private static final int TIME = 3;
    private static final List<TestedCell> CELLS =
            List.of(
                    TestedCell.SIMPLE_RNN,
                    TestedCell.RESIDUAL_RNN,
                    TestedCell.LSTM,
                    TestedCell.NORMALIZED_LSTM,
                    TestedCell.GRU,
                    TestedCell.RESET_BEFORE_GRU);
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    static Stream<Arguments> everywhere() {
        List<Arguments> all = new ArrayList<>();
        for (TestedCell cell : CELLS) {
            for (Activation activation : Activation.values()) {
                // The cube of a cube of a product is beyond central differences.
                boolean tooSteep = activation == Activation.CUBE && cell.hasCellState();
                if (activation != Activation.RRELU && !tooSteep) {
                    all.add(Arguments.of(cell, activation));
                }
            }
        }
        return all.stream();
    }

    private static MultiLayerNetwork stack(BaseRecurrentLayer layer) {
        return LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 0, layer);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void gradientsAreThoseOfTheForwardPass(TestedCell cell, Activation activation) {
        MultiLayerNetwork net = stack(cell.of(INPUTS).activation(activation).build());
        INDArray in = x.mul(scale(activation));
        Map<String, INDArray> gradients = NetworkGradients.of(net, in, y);
        assertThat(gradients.get("0_W").norm2Number().doubleValue()).isPositive();
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        gradients,
                        () -> {
                            NetworkGradients.of(net, in, y);
                            return net.score() * 2;
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    /** The cube explodes, and the threshold of 1 lets nothing pass, unless the inputs suit them. */
    private static double scale(Activation activation) {
        return switch (activation) {
            case CUBE -> 0.2;
            case THRESHOLDEDRELU -> 8;
            default -> 1;
        };
    }

    @ParameterizedTest
    @EnumSource(value = Activation.class, names = "RRELU", mode = EnumSource.Mode.EXCLUDE)
    void outputsAndGradientsAreThoseOfTheStockLayers(Activation activation) {
        assertEqual(
                new SimpleRnn.Builder().nIn(INPUTS).nOut(HIDDEN).activation(activation).build(),
                new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
                        .nIn(INPUTS)
                        .nOut(HIDDEN)
                        .activation(activation)
                        .build(),
                activation);
        assertEqual(
                new LSTM.Builder().nIn(INPUTS).nOut(HIDDEN).activation(activation).build(),
                new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                        .nIn(INPUTS)
                        .nOut(HIDDEN)
                        .activation(activation)
                        .build(),
                activation);
    }

    private void assertEqual(
            BaseRecurrentLayer ours, BaseRecurrentLayer stock, Activation activation) {
        MultiLayerNetwork our = stack(ours);
        MultiLayerNetwork their = stack(stock);
        INDArray in = x.mul(scale(activation));
        // ND4J differentiates its leaky ReLU in DOUBLE with a slope that is rounded to FLOAT.
        double rounding = activation == Activation.LEAKYRELU ? 0x1p-24 : 0;
        assertThat(NetworkGradients.relativeError(our.output(in), their.output(in)))
                .isLessThan(1e-10);
        assertThat(
                        NetworkGradients.relativeError(
                                NetworkGradients.of(our, in, y), NetworkGradients.of(their, in, y)))
                .isLessThan(1e-10 + rounding);
    }

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void randomSlopesAreRefused(TestedCell cell) {
        assertThatThrownBy(() -> stack(cell.of(INPUTS).activation(Activation.RRELU).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("activation rrelu")
                .hasMessageContaining("take leakyrelu");
    }
}
