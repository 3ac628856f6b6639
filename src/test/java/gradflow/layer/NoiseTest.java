package gradflow.layer;

import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** With equal seeds, the gradient is that of the noisy forward pass. */
class NoiseTest {
    private static final int TIME = 3;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    private record Noise(String name, UnaryOperator<BaseRecurrentLayer.Builder<?>> on) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    static Stream<Arguments> inputNoises() {
        return withEachCell(
                new Noise("dropout", b -> b.dropOut(0.6)),
                new Noise("Gaussian noise", b -> b.dropOut(new GaussianNoise(0.3))));
    }

    static Stream<Arguments> weightNoises() {
        NormalDistribution around1 = new NormalDistribution(1, 0.3);
        return withEachCell(
                new Noise("DropConnect", b -> b.weightNoise(new DropConnect(0.6))),
                new Noise(
                        "biases, too", b -> b.weightNoise(new WeightNoise(around1, true, false))));
    }

    private static Stream<Arguments> withEachCell(Noise... noises) {
        return TestedCell.each().stream()
                .flatMap(cell -> Stream.of(noises).map(noise -> Arguments.of(cell, noise)));
    }

    private static MultiLayerNetwork network(TestedCell cell, Noise noise) {
        return LayerNetworks.stack(
                DataType.DOUBLE, RNNFormat.NCW, 0, noise.on.apply(cell.of(INPUTS)).build());
    }

    private static Map<String, INDArray> seeded(
            MultiLayerNetwork net, INDArray in, INDArray labels) {
        Nd4j.getRandom().setSeed(5);
        return NetworkGradients.of(net, in, labels);
    }

    @ParameterizedTest
    @MethodSource("inputNoises")
    void theForwardPassWithNoisyInputsIsDifferentiated(TestedCell cell, Noise noise) {
        MultiLayerNetwork net = network(cell, noise);
        Map<String, INDArray> gradients = seeded(net, x, y);
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        gradients,
                        () -> {
                            seeded(net, x, y);
                            return net.score() * 2;
                        });
        assertThat(worst).isLessThan(1e-6);
        assertThat(NetworkGradients.relativeError(seeded(net, x, y), gradients)).isZero();
        Nd4j.getRandom().setSeed(6);
        assertThat(NetworkGradients.of(net, x, y)).isNotEqualTo(gradients);
    }

    /** Below a dropout, ∂L/∂x passes through it: what is dropped gets no gradient. */
    @ParameterizedTest
    @MethodSource("cells")
    void theGradientPassesThroughTheDropout(TestedCell cell) {
        MultiLayerNetwork net =
                LayerNetworks.stack(
                        DataType.DOUBLE,
                        RNNFormat.NCW,
                        0,
                        cell.layer(INPUTS),
                        cell.of(LayerNetworks.HIDDEN).dropOut(0.5).build());
        Map<String, INDArray> gradients = seeded(net, x, y);
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        gradients,
                        () -> {
                            seeded(net, x, y);
                            return net.score() * 2;
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    /**
     * As in all of DL4J, the gradient is taken at the noisy parameters and applied to the others.
     */
    @ParameterizedTest
    @MethodSource("weightNoises")
    void theGradientIsTheOneAtTheNoisyWeights(TestedCell cell, Noise noise) {
        MultiLayerNetwork net = network(cell, noise);
        MultiLayerNetwork plain = network(cell, new Noise("none", b -> b));
        plain.setParams(net.params().dup());
        Nd4j.getRandom().setSeed(5);
        var weightNoise = ((BaseLayer) net.getLayer(0).conf().getLayer()).getWeightNoise();
        for (String key : net.getLayer(0).paramTable().keySet()) {
            INDArray noisy =
                    weightNoise.getParameter(
                            net.getLayer(0), key, 0, 0, true, LayerWorkspaceMgr.noWorkspaces());
            plain.getParam("0_" + key).assign(noisy);
        }
        assertThat(plain.params()).isNotEqualTo(net.params());
        assertThat(
                        NetworkGradients.relativeError(
                                seeded(net, x, y), NetworkGradients.of(plain, x, y)))
                .isLessThan(1e-12);
        assertThat(net.output(x)).isNotEqualTo(plain.output(x));
    }
}
