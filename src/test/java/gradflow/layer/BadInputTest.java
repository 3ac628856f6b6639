package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static gradflow.layer.LayerNetworks.OUTPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a layer cannot work with is refused: who, what it got, what it needs. */
class BadInputTest {
    private static final int TIME = 4;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);
    private final INDArray shortLabels = Sequences.labels(2, TIME - 1, 2);
    private final INDArray flatLabels = Sequences.labels(2, 1, 2).reshape(2, OUTPUTS);

    static List<TestedCell> cells() {
        return TestedCell.classes();
    }

    private static MultiLayerNetwork network(TestedCell cell, RNNFormat format) {
        Layer named = cell.of(INPUTS).dataFormat(format).name("memory").build();
        return LayerNetworks.stack(DataType.DOUBLE, format, 0, named);
    }

    private static MultiLayerNetwork truncated(TestedCell cell) {
        return LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 2, cell.layer(INPUTS));
    }

    private static void assertRefused(
            TestedCell cell, ThrowingCallable call, String got, String needs) {
        assertThatThrownBy(call)
                .hasMessageContaining("%s \"memory\" (layer 0): got ".formatted(cell.name()))
                .hasMessageContaining(got)
                .hasMessageContaining(needs);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void leakOutOfItsRange(double alpha) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimpleRnn.Builder().name("memory").leak(alpha))
                .withMessage(
                        "SimpleRnn \"memory\": got leak(%s); needs 0 < leak <= 1".formatted(alpha));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void residualOutOfItsRange(double scale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimpleRnn.Builder().residual(scale))
                .withMessage("SimpleRnn: got residual(%s); needs a finite residual > 0", scale);
    }

    /** As a file might hold it. */
    @Test
    void leakOutOfItsRangeInAConfiguration() {
        SimpleRnn layer = new SimpleRnn.Builder().nIn(INPUTS).nOut(HIDDEN).build();
        layer.setLeak(1.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, layer))
                .withMessageContaining("got keep = -0.5; needs 0 <= keep <= 1");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void inputOfAnotherSize(TestedCell cell) {
        INDArray wide = Sequences.random(1, 2, INPUTS + 2, TIME);
        for (RNNFormat format : RNNFormat.values()) {
            MultiLayerNetwork net = network(cell, format);
            INDArray in = Sequences.in(format, wide);
            String needs =
                    "nIn = 3 in "
                            + (format == RNNFormat.NCW
                                    ? "[batch, nIn, time]"
                                    : "[batch, time, nIn]");
            assertRefused(cell, () -> net.output(in), "input of size 5", needs);
            assertRefused(
                    cell, () -> net.fit(in, Sequences.in(format, y)), "input of size 5", needs);
            assertRefused(cell, () -> net.rnnTimeStep(in), "input of size 5", needs);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void inputWithoutTime(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        INDArray flat = Sequences.random(1, 2, INPUTS);
        assertRefused(
                cell,
                () -> net.output(flat),
                "input of rank 2, shape [2, 3]",
                "rank 3, [batch, nIn, time]");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void notANumber(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        INDArray hole = x.dup().putScalar(1, 2, 3, Double.NaN);
        assertRefused(cell, () -> net.output(hole), "NaN in its input", "numbers");
        assertRefused(cell, () -> net.fit(hole, y), "NaN in its input", "numbers");
        // Infinities may cancel to NaN in a sum, which is no NaN in the input.
        INDArray infinite = x.dup().putScalar(0, 0, 0, Double.POSITIVE_INFINITY);
        infinite.putScalar(0, 1, 0, Double.NEGATIVE_INFINITY);
        assertThatCode(() -> net.output(infinite)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void maskOfAnotherLength(TestedCell cell) {
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 2, TIME + 1);
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        assertRefused(
                cell,
                () -> net.output(x, false, mask, null),
                "mask of shape [2, 5]",
                "[batch, time] = [2, 4]");
        assertRefused(
                cell,
                () -> net.fit(new DataSet(x, y, mask, null)),
                "mask of shape [2, 5]",
                "[batch, time] = [2, 4]");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void stateOfAnotherBatchSize(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        net.rnnTimeStep(x);
        assertRefused(
                cell,
                () -> net.rnnTimeStep(Sequences.inputs(3, 1, 1)),
                "a batch of 3",
                "its stored state is of a batch of 2; call rnnClearPreviousState()");
    }

    private static ExistingDataSetIterator batches(DataSet... batches) {
        return new ExistingDataSetIterator(List.of(batches));
    }

    private static void assertSkipped(String layer, ThrowingCallable fit) {
        assertThatThrownBy(fit)
                .hasMessageContaining(layer)
                .hasMessageContaining("features and labels differ in length or rank")
                .hasMessageContaining("needs features [batch, nIn, time] and labels [batch, nOut");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void labelsOfAnotherLengthUnderTruncatedBptt(TestedCell cell) {
        MultiLayerNetwork net = truncated(cell);
        String name = cell.name() + " \"layer0\" (layer 0)";
        for (INDArray labels : List.of(shortLabels, flatLabels)) {
            DataSet bad = new DataSet(x, labels);
            DataSet good = new DataSet(x, y);
            assertSkipped(name, () -> net.fit(x, labels));
            assertSkipped(name, () -> net.fit(x, labels, null, null));
            assertSkipped(name, () -> net.fit(bad));
            assertSkipped(name, () -> net.fit(batches(bad)));
            // One of several batches is enough.
            assertSkipped(name, () -> net.fit(batches(good, bad, good)));
            net.fit(good);
            net.output(x);
            net.score(good);
            assertSkipped(name, () -> net.fit(bad));
            net.fit(good);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void labelsOfAnotherLengthInAGraph(TestedCell cell) {
        ComputationGraph net =
                LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, 2, cell.layer(INPUTS));
        String name = cell.name() + " \"rnn0\"";
        INDArray[] in = {x};
        INDArray[] bad = {shortLabels};
        assertSkipped(name, () -> net.fit(in, bad));
        assertSkipped(name, () -> net.fit(new DataSet(x, shortLabels)));
        assertSkipped(name, () -> net.fit(new MultiDataSet(in, bad)));
        assertSkipped(name, () -> net.fit(batches(new DataSet(x, y), new DataSet(x, shortLabels))));
        net.fit(in, new INDArray[] {y});
        net.output(x);
        assertSkipped(name, () -> net.fit(in, bad));
    }

    /** A listener that uses the network for inference at every occasion. */
    private final class Curious extends BaseTrainingListener {
        private int calls;

        private void use(Model model) {
            calls++;
            DataSet data = new DataSet(x, y);
            if (model instanceof MultiLayerNetwork net) {
                net.output(x);
                net.score(data);
                net.evaluate(batches(data));
            } else {
                ((ComputationGraph) model).output(x);
                ((ComputationGraph) model).score(data);
                ((ComputationGraph) model).evaluate(batches(data));
            }
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            use(model);
        }

        @Override
        public void onEpochStart(Model model) {
            use(model);
        }

        @Override
        public void onEpochEnd(Model model) {
            use(model);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void inferenceByListenersIsNoFalseAlarm(TestedCell cell) {
        for (int tbptt : new int[] {0, 2}) {
            MultiLayerNetwork net =
                    LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, tbptt, cell.layer(INPUTS));
            ComputationGraph graph =
                    LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, tbptt, cell.layer(INPUTS));
            Curious listener = new Curious();
            net.setListeners(listener, new BaseTrainingListener() {});
            graph.setListeners(listener, new BaseTrainingListener() {});
            DataSet data = new DataSet(x, y);
            net.fit(batches(data, data), 2);
            net.fit(x, y);
            graph.fit(batches(data, data), 2);
            graph.fit(data);
            assertThat(listener.calls).isGreaterThan(10);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void frozenLayersAreNoFalseAlarm(TestedCell cell) {
        for (int tbptt : new int[] {0, 2}) {
            MultiLayerNetwork net =
                    LayerNetworks.stack(
                            DataType.DOUBLE,
                            RNNFormat.NCW,
                            tbptt,
                            new FrozenLayer(cell.layer(INPUTS)),
                            new FrozenLayerWithBackprop(cell.layer(HIDDEN)),
                            cell.layer(HIDDEN));
            assertThatCode(
                            () -> {
                                net.fit(x, y);
                                net.fit(x, y);
                                net.fit(new DataSet(x, y));
                                net.score(new DataSet(x, y));
                                net.fit(batches(new DataSet(x, y), new DataSet(x, y)), 2);
                            })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aFitWithoutABatchIsNoFalseAlarm() {
        MultiLayerNetwork net = truncated(TestedCell.GRU);
        assertThatCode(() -> net.fit(batches())).doesNotThrowAnyException();
    }

    /** DL4J cuts along the last axis, which is no time here; three inputs and three outputs. */
    @ParameterizedTest
    @MethodSource("cells")
    void truncatedBpttWithTimeInTheMiddle(TestedCell cell) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(
                                        cell.of(INPUTS)
                                                .nOut(INPUTS)
                                                .dataFormat(RNNFormat.NWC)
                                                .build())
                                .layer(LayerNetworks.loss(RNNFormat.NWC))
                                .backpropType(org.deeplearning4j.nn.conf.BackpropType.TruncatedBPTT)
                                .tBPTTLength(3)
                                .build());
        net.init();
        INDArray in = Sequences.in(RNNFormat.NWC, Sequences.inputs(2, 5, 1));
        assertThatThrownBy(() -> net.fit(in, in))
                .hasMessageContaining(
                        cell.name() + " \"layer0\" (layer 0): got 5 time steps in a segment")
                .hasMessageContaining("needs at most 3")
                .hasMessageContaining("take [batch, size, time] (NCW)");
    }
}
