package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Transfer learning and frozen layers. */
class TransferTest {
    private static final int TIME = 4;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static MultiLayerNetwork trained(TestedCell cell) {
        return LayerNetworks.stack(
                DataType.DOUBLE, RNNFormat.NCW, 0, cell.layer(INPUTS), cell.layer(HIDDEN));
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void featureExtractorStaysAsItIs(TestedCell cell) {
        MultiLayerNetwork from = trained(cell);
        MultiLayerNetwork net =
                new TransferLearning.Builder(from)
                        .fineTuneConfiguration(
                                new FineTuneConfiguration.Builder().updater(new Sgd(0.5)).build())
                        .setFeatureExtractor(0)
                        .build();
        assertThat(values(net.output(x))).containsExactly(values(from.output(x)));
        double[] frozen = values(net.getLayer(0).params());
        double[] free = values(net.getLayer(1).params());
        net.fit(x, y);
        assertThat(values(net.getLayer(0).params())).containsExactly(frozen);
        assertThat(values(net.getLayer(1).params())).isNotEqualTo(free);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aReplacedLayerHasItsNewSizeAndTheOthersTheirOldParameters(TestedCell cell) {
        MultiLayerNetwork from = trained(cell);
        MultiLayerNetwork net =
                new TransferLearning.Builder(from)
                        .nOutReplace(1, HIDDEN + 2, WeightInit.XAVIER)
                        .build();
        assertThat(values(net.getLayer(0).params()))
                .containsExactly(values(from.getLayer(0).params()));
        int gates = cell.kind().shape().gateCount();
        assertThat(net.getLayer(1).getParam("W").shape())
                .containsExactly(HIDDEN, gates * (HIDDEN + 2L));
        if (cell.hasRecurrentWeights()) {
            assertThat(net.getLayer(1).getParam("RW").shape())
                    .containsExactly(HIDDEN + 2, gates * (HIDDEN + 2L));
        }
        assertThat(net.getLayer(2).getParam("W").size(0)).isEqualTo(HIDDEN + 2);
        double before = net.score(new org.nd4j.linalg.dataset.DataSet(x, y));
        net.fit(x, y);
        assertThat(net.score(new org.nd4j.linalg.dataset.DataSet(x, y))).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aGraphIsTransferredToo(TestedCell cell) {
        ComputationGraph from =
                LayerNetworks.graph(
                        DataType.DOUBLE, RNNFormat.NCW, 0, cell.layer(INPUTS), cell.layer(HIDDEN));
        ComputationGraph net =
                new TransferLearning.GraphBuilder(from)
                        .setFeatureExtractor("rnn0")
                        .nOutReplace("rnn1", HIDDEN + 1, WeightInit.XAVIER)
                        .build();
        double[] frozen = values(net.getLayer("rnn0").params());
        // DL4J's GraphBuilder copies parameters by way of single precision.
        assertThat(
                        NetworkGradients.relativeError(
                                net.getLayer("rnn0").params(), from.getLayer("rnn0").params()))
                .isLessThan(1e-7);
        net.fit(new INDArray[] {x}, new INDArray[] {y});
        assertThat(values(net.getLayer("rnn0").params())).containsExactly(frozen);
        assertThat(net.getLayer("rnn1").getParam("b").length())
                .isEqualTo(cell.kind().shape().gateCount() * (HIDDEN + 1L));
    }

    /** Through a frozen layer, the layers below get the gradient that they would get otherwise. */
    @ParameterizedTest
    @MethodSource("cells")
    void theGradientPassesAFrozenLayerWithBackprop(TestedCell cell) {
        MultiLayerNetwork plain = trained(cell);
        MultiLayerNetwork frozen =
                LayerNetworks.stack(
                        DataType.DOUBLE,
                        RNNFormat.NCW,
                        0,
                        cell.layer(INPUTS),
                        new FrozenLayerWithBackprop(cell.layer(HIDDEN)));
        frozen.setParams(plain.params().dup());
        Map<String, INDArray> expected = NetworkGradients.of(plain, x, y);
        Map<String, INDArray> actual = NetworkGradients.of(frozen, x, y);
        for (String key : List.of("0_W", "0_RW", "0_b", "2_W")) {
            if (key.equals("0_RW") && !cell.hasRecurrentWeights()) {
                continue;
            }
            assertThat(NetworkGradients.relativeError(actual.get(key), expected.get(key)))
                    .isLessThan(1e-12);
        }
        double[] before = values(frozen.getLayer(1).params());
        frozen.fit(x, y);
        assertThat(values(frozen.getLayer(1).params())).containsExactly(before);
    }

    /** Each sequence starts anew, in frozen layers, too, which DL4J's graph forgets to clear. */
    @ParameterizedTest
    @MethodSource("cells")
    void frozenLayersCarryNoStateIntoTheNextSequence(TestedCell cell) {
        INDArray three = Sequences.inputs(3, TIME, 5);
        INDArray labels = Sequences.labels(3, TIME, 5);
        MultiLayerNetwork[] nets = new MultiLayerNetwork[2];
        ComputationGraph[] graphs = new ComputationGraph[2];
        for (int i = 0; i < 2; i++) {
            nets[i] =
                    LayerNetworks.stack(
                            DataType.DOUBLE,
                            RNNFormat.NCW,
                            2,
                            new FrozenLayer(cell.layer(INPUTS)),
                            new FrozenLayerWithBackprop(cell.layer(HIDDEN)));
            graphs[i] =
                    LayerNetworks.graph(
                            DataType.DOUBLE,
                            RNNFormat.NCW,
                            2,
                            new FrozenLayer(cell.layer(INPUTS)),
                            new FrozenLayerWithBackprop(cell.layer(HIDDEN)));
        }
        INDArray start = nets[0].params().dup();
        nets[0].fit(x, y);
        nets[0].setParams(start);
        graphs[0].fit(new INDArray[] {x}, new INDArray[] {y});
        graphs[0].setParams(graphs[1].params().dup());
        for (int i = 0; i < 2; i++) {
            nets[i].fit(three, labels);
            graphs[i].fit(new INDArray[] {three}, new INDArray[] {labels});
        }
        assertThat(values(nets[0].params())).containsExactly(values(nets[1].params()));
        assertThat(values(graphs[0].params())).containsExactly(values(graphs[1].params()));
    }

    /** Within a sequence, frozen layers do carry their state from segment to segment. */
    @ParameterizedTest
    @MethodSource("cells")
    void frozenLayersCarryTheirStateWithinASequence(TestedCell cell) {
        double[][] params = new double[2][];
        for (int tbptt : new int[] {2, TIME}) {
            MultiLayerNetwork net =
                    LayerNetworks.stack(
                            DataType.DOUBLE,
                            RNNFormat.NCW,
                            tbptt,
                            new FrozenLayer(cell.of(INPUTS).updater(new Sgd(0)).build()));
            // Labels in the second half only; the output is the only layer that learns.
            INDArray mask = Sequences.mask(TIME, TIME, TIME);
            mask.get(all(), interval(0, 2)).assign(0);
            net.fit(x, y, null, mask);
            params[tbptt == 2 ? 0 : 1] = values(net.params());
        }
        assertThat(Arrays.stream(params[0]).sum()).isNotZero();
        assertThat(params[0])
                .containsExactly(params[1], org.assertj.core.data.Offset.offset(1e-12));
    }
}
