package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static gradflow.layer.LayerNetworks.OUTPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.layer.output.SequenceOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a pass starts from and is given: views, states, padding, numbers, listeners. */
class PassStateTest {
    private static final int TIME = 7;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    static List<TestedCell> cells() {
        return TestedCell.all();
    }

    private static Layer output(int inputs) {
        return output(inputs, Arithmetic.FAST);
    }

    private static Layer output(int inputs, Arithmetic arithmetic) {
        var builder = new RnnOutputLayer.Builder(LossFunction.MCXENT).arithmetic(arithmetic);
        builder.nIn(inputs).nOut(OUTPUTS);
        return builder.build();
    }

    private static MultiLayerNetwork network(DataType type, double rate, Layer... layers) {
        var list = LayerNetworks.base(type).updater(new Sgd(rate)).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    /** The clear form threw for gaps; Bidirectional(CONCAT) hands its gradient down with some. */
    @ParameterizedTest
    @MethodSource("cells")
    void viewsTrainAsTheirCopies(TestedCell cell) {
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            INDArray[] params = new INDArray[2];
            for (int i = 0; i < 2; i++) {
                MultiLayerNetwork net =
                        network(
                                type,
                                0.1,
                                new Bidirectional(Bidirectional.Mode.CONCAT, cell.layer(INPUTS)),
                                cell.layer(2 * HIDDEN),
                                output(HIDDEN));
                INDArray in = x.castTo(type);
                INDArray labels = y.castTo(type);
                INDArray mask = Sequences.mask(TIME, TIME, TIME - 3).castTo(type);
                if (i == 0) {
                    in = Sequences.view(in);
                    labels = Sequences.view(labels);
                    mask = Sequences.viewOfMask(mask);
                }
                net.fit(new DataSet(in, labels, mask, mask));
                params[i] = net.params().dup();
            }
            assertThat(params[1].isNaN().any()).isFalse();
            assertThat(NetworkGradients.relativeError(params[0], params[1]))
                    .isLessThan(type == DataType.FLOAT ? 1e-6 : 1e-13);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void bidirectionalUnderOurOutputTrainsInDouble(TestedCell cell) {
        MultiLayerNetwork net =
                network(
                        DataType.DOUBLE,
                        0.1,
                        new Bidirectional(Bidirectional.Mode.CONCAT, cell.layer(INPUTS)),
                        output(2 * HIDDEN));
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        NetworkGradients.of(net, x, y),
                        () -> {
                            NetworkGradients.of(net, x, y);
                            return net.score() * x.size(0);
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    /** A short example in a batch, its padding full of junk, is as if it were alone. */
    @ParameterizedTest
    @MethodSource("cells")
    void paddingIsNotRead(TestedCell cell) {
        int length = TIME - 3;
        INDArray mask = Sequences.mask(TIME, TIME, length);
        INDArray junk = x.dup();
        junk.get(NDArrayIndex.point(1), NDArrayIndex.all(), NDArrayIndex.interval(length, TIME))
                .assign(37);
        for (RNNFormat format : RNNFormat.values()) {
            for (Bidirectional.Mode mode :
                    List.of(Bidirectional.Mode.CONCAT, Bidirectional.Mode.ADD)) {
                Layer both = new Bidirectional(mode, cell.layer(INPUTS, format));
                for (Layer layer : List.of(both, cell.layer(INPUTS, format))) {
                    MultiLayerNetwork net = network(DataType.DOUBLE, 0.1, layer);
                    INDArray batch = net.output(Sequences.in(format, junk), false, mask, null);
                    INDArray alone = net.output(Sequences.in(format, part(x, length)));
                    INDArray of = part(Sequences.in(format, batch), length);
                    assertThat(NetworkGradients.relativeError(of, Sequences.in(format, alone)))
                            .isLessThan(1e-13);
                }
            }
        }
    }

    private static INDArray part(INDArray sequence, int length) {
        return sequence.get(
                        NDArrayIndex.interval(1, 2),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, length))
                .dup('c');
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aStateOfAnotherWidthIsRefused(TestedCell cell) {
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            for (String key :
                    cell.hasCellState() ? List.of("prevAct", "prevMem") : List.of("prevAct")) {
                for (int width : new int[] {1, HIDDEN - 1, 2 * HIDDEN}) {
                    MultiLayerNetwork net = network(type, 0.1, cell.layer(INPUTS));
                    Map<String, INDArray> state = new HashMap<>();
                    state.put("prevAct", Nd4j.ones(type, 2, HIDDEN));
                    state.put(key, Nd4j.ones(type, 2, width));
                    net.rnnSetPreviousState(0, state);
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> net.rnnTimeStep(x))
                            .withMessageContaining("(layer 0): got a stored state")
                            .withMessageContaining("of shape [2, %d]; needs", width)
                            .withMessageContaining("[2, %d]", HIDDEN);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aStateOfAnotherTypeIsConverted(TestedCell cell) {
        INDArray h = Sequences.random(5, 2, HIDDEN);
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            MultiLayerNetwork net = network(type, 0.1, cell.layer(INPUTS));
            net.rnnSetPreviousState(0, Map.of("prevAct", h.castTo(DataType.FLOAT)));
            INDArray single = net.rnnTimeStep(x).dup();
            net.rnnSetPreviousState(0, Map.of("prevAct", h));
            assertThat(NetworkGradients.relativeError(net.rnnTimeStep(x), single)).isLessThan(1e-6);
        }
    }

    @Test
    void theLossOfAnotherBatchIsNotKept() {
        MultiLayerNetwork net =
                network(DataType.DOUBLE, 0.1, TestedCell.LSTM.layer(INPUTS), output(HIDDEN));
        DataSet other = new DataSet(Sequences.inputs(3, 5, 3), Sequences.labels(3, 5, 4));
        double fresh = net.score(other, true);
        net.calculateGradients(x, y, null, null);
        assertThat(net.score(other, true)).isCloseTo(fresh, within(1e-12));
    }

    /** Whatever the layer is given after a backward pass, that pass's loss is no longer its own. */
    @ParameterizedTest
    @ValueSource(strings = {"input", "labels", "mask", "activation", "parameters", "parameter"})
    void theLossOfAPassEndsWithIt(String given) {
        MultiLayerNetwork net = network(DataType.DOUBLE, 0.1, output(INPUTS));
        net.initGradientsView();
        SequenceOutput layer = (SequenceOutput) net.getLayer(0);
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        layer.setInput(x, none);
        layer.setLabels(y);
        layer.backpropGradient(null, none);
        switch (given) {
            case "input" -> layer.setInput(x.mul(2), none);
            case "labels" -> layer.setLabels(y.mul(2));
            case "mask" -> layer.setMaskArray(Sequences.mask(TIME, TIME, 2));
            case "activation" -> {
                x.muli(2);
                layer.activate(true, none);
            }
            case "parameters" -> layer.setParams(layer.params().mul(2));
            default -> layer.setParam("W", layer.getParam("W").mul(2));
        }
        double found = layer.computeScore(0, true, none);
        // Asked once more, it has nothing that was kept.
        assertThat(found).isCloseTo(layer.computeScore(0, true, none), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, FAST", "1, FAST", "3, FAST", "0, PORTABLE", "1, PORTABLE", "3, PORTABLE"})
    void labelsMayAddUpToAnything(double factor, Arithmetic arithmetic) {
        MultiLayerNetwork net =
                network(
                        DataType.DOUBLE,
                        0.1,
                        TestedCell.GRU.layer(INPUTS),
                        output(HIDDEN, arithmetic));
        INDArray labels = y.dup();
        labels.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(3, TIME))
                .muli(factor);
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        NetworkGradients.of(net, x, labels),
                        () -> {
                            NetworkGradients.of(net, x, labels);
                            return net.score() * x.size(0);
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void aStackThatDivergesEndsWithNaN(DataType type) {
        SimpleRnn.Builder first = new SimpleRnn.Builder().nIn(INPUTS).nOut(HIDDEN);
        SimpleRnn.Builder second = new SimpleRnn.Builder().nIn(HIDDEN).nOut(HIDDEN);
        MultiLayerNetwork net =
                network(
                        type,
                        1e200,
                        first.activation(Activation.RELU).build(),
                        second.activation(Activation.RELU).build(),
                        new RnnOutputLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .nIn(HIDDEN)
                                .nOut(OUTPUTS)
                                .build());
        assertThatCode(
                        () -> {
                            for (int i = 0; i < 4; i++) {
                                net.fit(x, y);
                            }
                        })
                .doesNotThrowAnyException();
        assertThat(net.score()).isNaN();
    }

    @Test
    void infinitiesHaveAnOutputButAreNotTrainedOn() {
        MultiLayerNetwork net =
                network(DataType.FLOAT, 0.1, TestedCell.GRU.layer(INPUTS), output(HIDDEN));
        // Beyond the range of FLOAT, too.
        for (double value : new double[] {Double.POSITIVE_INFINITY, 1e302}) {
            INDArray infinite = x.dup().putScalar(0, 0, 0, value);
            assertThatCode(() -> net.output(infinite)).doesNotThrowAnyException();
            assertThatThrownBy(() -> net.fit(infinite, y))
                    .hasMessageContaining(
                            "an infinity in its input; needs finite numbers of FLOAT");
        }
    }

    /** From a callback, a layer must not add to the list that the network is walking through. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listenersMayTrainInTheirFirstCallback(boolean listGrows) {
        MultiLayerNetwork net =
                network(DataType.DOUBLE, 0.1, TestedCell.GRU.layer(INPUTS), output(HIDDEN));
        TrainingListener curious =
                new BaseTrainingListener() {
                    @Override
                    public void onEpochStart(Model model) {
                        net.calculateGradients(x, y, null, null);
                        net.score(new DataSet(x, y), true);
                        net.feedForward(x, true);
                        net.computeGradientAndScore();
                    }
                };
        TrainingListener second = new BaseTrainingListener() {};
        if (listGrows) {
            net.setListeners(curious, second);
        } else {
            net.setListeners(List.of(curious, second));
        }
        var data = new ExistingDataSetIterator(List.of(new DataSet(x, y)));
        assertThatCode(() -> net.fit(data)).doesNotThrowAnyException();
        assertThat(net.getListeners()).contains(BackwardLength.INSTANCE);
    }
}
