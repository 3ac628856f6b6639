package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LayerNorm;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Under full BPTT, SimpleRnn and LSTM are what stock DL4J's are. */
class StockEqualityTest {
    private static final int TIME = 4;

    /** The same sums in another order. */
    private static final double TOLERANCE = 1e-10;

    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    /** Fresh builders of the same layer, ours and stock. */
    record Pair(
            String name,
            Supplier<BaseRecurrentLayer.Builder<?>> ours,
            Supplier<BaseRecurrentLayer.Builder<?>> stock) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Pair> pairs() {
        return List.of(
                new Pair(
                        "SimpleRnn",
                        SimpleRnn.Builder::new,
                        org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder::new),
                new Pair(
                        "LSTM",
                        LSTM.Builder::new,
                        org.deeplearning4j.nn.conf.layers.LSTM.Builder::new),
                new Pair(
                        "LSTM with other gates",
                        () ->
                                new LSTM.Builder()
                                        .gateActivationFunction("hardsigmoid")
                                        .forgetGateBiasInit(0.25),
                        () ->
                                new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                                        .gateActivationFunction("hardsigmoid")
                                        .forgetGateBiasInit(0.25)));
    }

    static Stream<Arguments> pairsInFormats() {
        List<Arguments> all = new ArrayList<>();
        for (Pair pair : pairs()) {
            for (RNNFormat format : RNNFormat.values()) {
                all.add(Arguments.of(pair, format, false));
                all.add(Arguments.of(pair, format, true));
            }
        }
        return all.stream();
    }

    private static Layer layer(Supplier<BaseRecurrentLayer.Builder<?>> builder, RNNFormat format) {
        return builder.get().nIn(INPUTS).nOut(HIDDEN).dataFormat(format).build();
    }

    private static MultiLayerNetwork stack(RNNFormat format, Layer layer) {
        return LayerNetworks.stack(DataType.DOUBLE, format, 0, layer);
    }

    @ParameterizedTest
    @MethodSource("pairsInFormats")
    void initialParametersOutputsAndGradientsAreEqual(
            Pair pair, RNNFormat format, boolean bidirectional) {
        Layer our = layer(pair.ours, format);
        Layer their = layer(pair.stock, format);
        Bidirectional.Mode add = Bidirectional.Mode.ADD;
        MultiLayerNetwork ours = stack(format, bidirectional ? new Bidirectional(add, our) : our);
        MultiLayerNetwork stock =
                stack(format, bidirectional ? new Bidirectional(add, their) : their);
        assertThat(NetworkGradients.relativeError(ours.params(), stock.params())).isZero();

        INDArray in = Sequences.in(format, x);
        INDArray labels = Sequences.in(format, y);
        for (INDArray mask : new INDArray[] {null, Sequences.mask(TIME, TIME - 1, TIME)}) {
            if (mask != null && bidirectional && pair.name.startsWith("LSTM")) {
                // Backwards, stock's LSTM starts in the padding; PassStateTest has what is right.
                assertThat(
                                NetworkGradients.relativeError(
                                        ours.output(in, false, mask, mask),
                                        stock.output(in, false, mask, mask)))
                        .isGreaterThan(1e-3);
                continue;
            }
            assertThat(
                            NetworkGradients.relativeError(
                                    ours.output(in, false, mask, mask),
                                    stock.output(in, false, mask, mask)))
                    .isLessThan(TOLERANCE);
            Map<String, INDArray> expected = NetworkGradients.of(stock, in, labels, mask, mask);
            assertThat(
                            NetworkGradients.relativeError(
                                    NetworkGradients.of(ours, in, labels, mask, mask), expected))
                    .isLessThan(TOLERANCE);
            assertThat(ours.score()).isCloseTo(stock.score(), within());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(TOLERANCE);
    }

    /** Equal seeds, equal initial parameters, however they are drawn. */
    @ParameterizedTest
    @EnumSource(
            value = WeightInit.class,
            names = {
                "XAVIER",
                "NORMAL",
                "UNIFORM",
                "RELU",
                "LECUN_NORMAL",
                "ONES",
                "SIGMOID_UNIFORM"
            })
    void initialisationsAreEqual(WeightInit init) {
        for (Pair pair : pairs()) {
            INDArray[] params = new INDArray[2];
            for (int i = 0; i < 2; i++) {
                var builder = (i == 0 ? pair.ours : pair.stock).get();
                builder.nIn(INPUTS).nOut(HIDDEN).weightInit(init);
                builder.weightInitRecurrent(WeightInit.XAVIER_UNIFORM);
                builder.biasInit(0.2);
                params[i] = stack(RNNFormat.NCW, builder.build()).params();
            }
            assertThat(NetworkGradients.relativeError(params[0], params[1]))
                    .describedAs(pair.name)
                    .isZero();
        }
    }

    /** l1, l2, weight decay: in the score and in the update. */
    @ParameterizedTest
    @MethodSource("pairs")
    void regularisationIsEqual(Pair pair) {
        MultiLayerNetwork[] nets = new MultiLayerNetwork[2];
        for (int i = 0; i < 2; i++) {
            var builder = (i == 0 ? pair.ours : pair.stock).get();
            builder.nIn(INPUTS).nOut(HIDDEN).l1(0.01).l2(0.02).l1Bias(0.03).l2Bias(0.04);
            builder.updater(new Sgd(0.1));
            nets[i] = stack(RNNFormat.NCW, builder.build());
            nets[i].fit(x, y);
        }
        assertThat(nets[0].score()).isCloseTo(nets[1].score(), within());
        assertThat(NetworkGradients.relativeError(nets[0].params(), nets[1].params()))
                .isLessThan(TOLERANCE);
        for (int i = 0; i < 2; i++) {
            var builder = (i == 0 ? pair.ours : pair.stock).get();
            builder.nIn(INPUTS).nOut(HIDDEN).weightDecay(0.05).updater(new Adam(0.01));
            nets[i] = stack(RNNFormat.NCW, builder.build());
            nets[i].fit(x, y);
            nets[i].fit(x, y);
        }
        assertThat(NetworkGradients.relativeError(nets[0].params(), nets[1].params()))
                .isLessThan(TOLERANCE);
    }

    /**
     * M2.1's own layer normalisation throws at the first forward pass, so there is nothing to
     * equal; ours is what it says it is, by the library's normalisation of every product.
     */
    @Test
    void layerNormalisationIsWhatTheStockLayerWouldDo() {
        MultiLayerNetwork stock =
                stack(
                        RNNFormat.NCW,
                        new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
                                .nIn(INPUTS)
                                .nOut(HIDDEN)
                                .hasLayerNorm(true)
                                .build());
        assertThatThrownBy(() -> stock.output(x)).isInstanceOf(IllegalStateException.class);

        MultiLayerNetwork ours = stack(RNNFormat.NCW, TestedCell.NORMALIZED_RNN.layer(INPUTS));
        assertThat(NetworkGradients.relativeError(ours.params(), stock.params())).isZero();
        INDArray gain = ours.getParam("0_g").assign(Sequences.random(3, 2 * HIDDEN));
        INDArray states = ours.feedForward(x).get(1);
        INDArray h = Nd4j.zeros(DataType.DOUBLE, 2, HIDDEN);
        for (int t = 0; t < TIME; t++) {
            INDArray input = x.get(all(), all(), point(t)).dup().mmul(ours.getParam("0_W"));
            INDArray recurrent = h.mmul(ours.getParam("0_RW"));
            INDArray sum = normalised(input, gain.get(interval(0, HIDDEN)).dup());
            sum.addi(normalised(recurrent, gain.get(interval(HIDDEN, 2 * HIDDEN)).dup()));
            h = Transforms.tanh(sum.addiRowVector(ours.getParam("0_b")));
            assertThat(NetworkGradients.relativeError(states.get(all(), all(), point(t)), h))
                    .isLessThan(TOLERANCE);
        }
    }

    /** ND4J's op makes NaN of a constant row, which the first recurrent product is: zeros. */
    private static INDArray normalised(INDArray product, INDArray gain) {
        if (product.amaxNumber().doubleValue() == 0) {
            return product.dup();
        }
        INDArray result = product.like();
        Nd4j.exec(new LayerNorm(product, gain, result, true, 1));
        return result;
    }
}
