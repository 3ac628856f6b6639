package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import gradflow.kernel.TimeStepGradients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The gradient at every time step, as a listener is shown it. */
class TimeStepGradientTest {
    private static final int TIME = 5;
    private static final int BATCH = 2;

    private final INDArray x = Sequences.inputs(BATCH, TIME, 1);
    private final INDArray y = Sequences.labels(BATCH, TIME, 2);

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    /** Adds the shares up while the arrays are valid. */
    private static final class Sums extends BaseTrainingListener
            implements TimeStepGradientListener {
        private final Map<String, INDArray> sums = new HashMap<>();
        private final List<Integer> layers = new ArrayList<>();

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            layers.add(layer.getIndex());
            for (int t = 0; t < gradients.timeSteps(); t++) {
                add(layer, "W", gradients.inputWeightShare(t));
                if (gradients.shape().hasRecurrentWeights()) {
                    add(layer, "RW", gradients.recurrentWeightShare(t));
                }
                add(layer, "b", gradients.biasShare(t));
                if (gradients.shape().hasRecurrentBias()) {
                    add(layer, "Rb", gradients.recurrentBiasShare(t));
                }
                if (gradients.gain() != null) {
                    add(layer, "g", gradients.gain().slice(t));
                }
            }
        }

        private void add(Layer layer, String param, INDArray share) {
            String key = layer.getIndex() + "_" + param;
            INDArray sum = sums.get(key);
            sums.put(key, (sum == null ? share.dup() : sum.add(share)).detach());
        }

        /** Against every gradient of a recurrent layer; sums of a few numbers each. */
        private void assertAddUpTo(
                Map<String, INDArray> gradients, int recurrentLayers, int parameters) {
            int checked = 0;
            for (Map.Entry<String, INDArray> entry : gradients.entrySet()) {
                if (Character.digit(entry.getKey().charAt(0), 10) < recurrentLayers) {
                    INDArray sum = sums.get(entry.getKey()).reshape(entry.getValue().shape());
                    assertThat(NetworkGradients.relativeError(sum, entry.getValue()))
                            .describedAs(entry.getKey())
                            .isLessThan(1e-10);
                    checked++;
                }
            }
            assertThat(checked).isGreaterThanOrEqualTo(parameters);
        }
    }

    /** W and b, and RW where there is one. */
    private static int parameters(TestedCell cell) {
        return cell.hasRecurrentWeights() ? 3 : 2;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void sharesAddUpToTheWeightGradients(TestedCell cell) {
        for (INDArray mask : new INDArray[] {null, Sequences.mask(TIME, TIME, 3)}) {
            Sums sums = new Sums();
            MultiLayerNetwork net =
                    LayerNetworks.stack(
                            DataType.DOUBLE,
                            RNNFormat.NCW,
                            0,
                            cell.layer(INPUTS),
                            cell.layer(HIDDEN));
            net.setListeners(sums);
            sums.assertAddUpTo(NetworkGradients.of(net, x, y, mask, mask), 2, 2 * parameters(cell));
            assertThat(sums.layers).containsExactly(1, 0);
        }
    }

    /** Three steps back in segments of four, the second from a carried state. */
    @ParameterizedTest
    @MethodSource("cells")
    void sharesAddUpUnderTruncatedBptt(TestedCell cell) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(cell.layer(INPUTS))
                                .layer(LayerNetworks.output(HIDDEN, RNNFormat.NCW))
                                .backpropType(org.deeplearning4j.nn.conf.BackpropType.TruncatedBPTT)
                                .tBPTTForwardLength(4)
                                .tBPTTBackwardLength(3)
                                .build());
        net.init();
        INDArray four = x.get(all(), all(), interval(0, 4)).dup();
        INDArray labels = y.get(all(), all(), interval(0, 4)).dup();
        NetworkGradients.of(net, four, labels);
        Sums sums = new Sums();
        net.addListeners(sums);
        sums.assertAddUpTo(NetworkGradients.of(net, four.mul(-1), labels), 1, parameters(cell));
    }

    /** Keeps ∂L/∂h and ∂L/∂c. */
    private static final class States extends BaseTrainingListener
            implements TimeStepGradientListener {
        private INDArray hidden;
        private INDArray cell;

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            hidden = gradients.hidden().detach();
            cell = gradients.cell() == null ? null : gradients.cell().detach();
        }
    }

    /**
     * ∂L/∂h_t of L = Σ (h − y)²: h_t counts in the loss at t, and as the state that the steps after
     * t start from. ∂L/∂c_t moves h_t = o⊙tanh(c_t) along.
     */
    @ParameterizedTest
    @MethodSource("cells")
    void stateGradientsAreThoseOfTheRestOfTheSequence(TestedCell cell) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(cell.layer(INPUTS))
                                .layer(LayerNetworks.loss(RNNFormat.NCW))
                                .build());
        net.init();
        States states = new States();
        net.setListeners(states);
        INDArray targets = Sequences.random(4, BATCH, HIDDEN, TIME);
        NetworkGradients.of(net, x, targets);
        assertThat(states.cell != null).isEqualTo(cell.hasCellState());

        RecurrentLayer layer = (RecurrentLayer) net.getLayer(0);
        INDArray direction = Sequences.random(5, BATCH, HIDDEN);
        direction.divi(direction.norm2Number());
        for (int t = 0; t < TIME; t++) {
            layer.rnnClearPreviousState();
            int steps = t + 1;
            layer.rnnActivateUsingStoredState(
                    x.get(all(), all(), interval(0, steps)).dup(),
                    false,
                    true,
                    LayerWorkspaceMgr.noWorkspaces());
            Map<String, INDArray> made = new HashMap<>(layer.rnnGetTBPTTState());
            INDArray h = made.get("prevAct");
            INDArray c = made.get("prevMem");
            double slope = slope(e -> loss(layer, targets, steps, h.add(direction.mul(e)), c));
            assertSlope(slope, states.hidden.slice(t), direction);
            if (c != null) {
                INDArray o = h.div(Transforms.tanh(c));
                double cellSlope =
                        slope(
                                e -> {
                                    INDArray moved = c.add(direction.mul(e));
                                    INDArray movedHidden = o.mul(Transforms.tanh(moved));
                                    return loss(layer, targets, steps, movedHidden, moved);
                                });
                assertSlope(cellSlope, states.cell.slice(t), direction);
            }
        }
    }

    private double loss(RecurrentLayer layer, INDArray targets, int made, INDArray h, INDArray c) {
        double loss = squares(h, targets.get(all(), all(), point(made - 1)));
        if (made == TIME) {
            return loss;
        }
        Map<String, INDArray> state = new HashMap<>(Map.of("prevAct", h));
        if (c != null) {
            state.put("prevMem", c);
        }
        layer.rnnSetTBPTTState(state);
        INDArray rest =
                layer.rnnActivateUsingStoredState(
                        x.get(all(), all(), interval(made, TIME)).dup(),
                        false,
                        false,
                        LayerWorkspaceMgr.noWorkspaces());
        return loss + squares(rest, targets.get(all(), all(), interval(made, TIME)));
    }

    private static double squares(INDArray h, INDArray target) {
        return Math.pow(h.distance2(target), 2);
    }

    private static double slope(DoubleUnaryOperator loss) {
        return (loss.applyAsDouble(1e-5) - loss.applyAsDouble(-1e-5)) / 2e-5;
    }

    /** Central differences are right to about 1e-10 here. */
    private static void assertSlope(double slope, INDArray gradient, INDArray direction) {
        double expected = gradient.mul(direction).sumNumber().doubleValue();
        assertThat(slope).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-7));
        assertThat(Math.abs(slope)).isGreaterThan(1e-5);
    }

    private static double[] flat(Map<String, INDArray> gradients) {
        return gradients.keySet().stream()
                .sorted()
                .flatMapToDouble(
                        key ->
                                java.util.Arrays.stream(
                                        gradients.get(key).dup('c').data().asDouble()))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theGradientIsTheSameBitForBitWithoutAListener(TestedCell cell) {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            MultiLayerNetwork net = LayerNetworks.stack(type, RNNFormat.NCW, 0, cell.layer(INPUTS));
            double[] without = flat(NetworkGradients.of(net, x, y));
            net.setListeners(new Sums());
            assertThat(flat(NetworkGradients.of(net, x, y))).containsExactly(without);
        }
    }

    @Test
    void listenersAreAskedHoweverTheyAreAdded() {
        Sums sums = new Sums();
        MultiLayerNetwork net =
                LayerNetworks.stack(
                        DataType.DOUBLE, RNNFormat.NCW, 0, TestedCell.GRU.layer(INPUTS));
        net.addListeners(sums);
        net.fit(x, y);
        assertThat(sums.layers).hasSize(1);
        net.setListeners(List.of(sums));
        net.fit(x, y);
        assertThat(sums.layers).hasSize(2);
        net.addListeners(new BaseTrainingListener() {});
        net.fit(x, y);
        assertThat(sums.layers).hasSize(3);
        net.setListeners();
        net.fit(x, y);
        assertThat(sums.layers).hasSize(3);
    }

    @Test
    void listenersOfAGraphAreAskedHoweverTheyAreAdded() {
        Sums sums = new Sums();
        ComputationGraph net =
                LayerNetworks.graph(
                        DataType.DOUBLE, RNNFormat.NCW, 0, TestedCell.GRU.layer(INPUTS));
        INDArray[] in = {x};
        INDArray[] out = {y};
        net.addListeners(sums);
        net.fit(in, out);
        assertThat(sums.layers).hasSize(1);
        net.setListeners(List.of(sums));
        net.fit(in, out);
        assertThat(sums.layers).hasSize(2);
        net.addListeners(new BaseTrainingListener() {});
        net.fit(in, out);
        assertThat(sums.layers).hasSize(3);
        net.setListeners();
        net.fit(in, out);
        assertThat(sums.layers).hasSize(3);
    }

    @Test
    void wrappedLayersTellToo() {
        for (boolean graph : new boolean[] {false, true}) {
            Sums sums = new Sums();
            var both = new Bidirectional(Bidirectional.Mode.ADD, TestedCell.GRU.layer(INPUTS));
            if (graph) {
                ComputationGraph net = LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, 0, both);
                net.setListeners(sums);
                NetworkGradients.of(net, x, y);
            } else {
                MultiLayerNetwork net =
                        LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 0, both);
                net.addListeners(sums);
                NetworkGradients.of(net, x, y);
            }
            assertThat(sums.layers).hasSize(2);
        }
        Sums sums = new Sums();
        MultiLayerNetwork last =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(new LastTimeStep(TestedCell.GRU.layer(INPUTS)))
                                .layer(LayerNetworks.plainOutput())
                                .build());
        last.init();
        last.setListeners(sums);
        Map<String, INDArray> gradients =
                NetworkGradients.of(last, x, y.get(all(), all(), point(0)).dup());
        sums.assertAddUpTo(gradients, 1, 3);
    }
}
