package gradflow.layer;

import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The state that rnnTimeStep keeps between calls. */
class StateTest {
    private static final int TIME = 5;

    /** The same sums in another order. */
    private static final double ROUNDING = 1e-13;

    private final INDArray x = Sequences.inputs(2, TIME, 1);

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static MultiLayerNetwork network(TestedCell cell, RNNFormat format) {
        return LayerNetworks.stack(
                DataType.DOUBLE,
                format,
                0,
                cell.layer(INPUTS, format),
                cell.layer(LayerNetworks.HIDDEN, format));
    }

    private static INDArray steps(INDArray sequence, int from, int to) {
        return sequence.get(all(), all(), interval(from, to)).dup('c');
    }

    @ParameterizedTest
    @MethodSource("cells")
    void stepByStepIsTheWholeSequence(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        INDArray whole = net.output(x);
        for (int t = 0; t < TIME; t++) {
            INDArray step = net.rnnTimeStep(x.get(all(), all(), point(t)).dup('c'));
            INDArray expected = whole.get(all(), all(), point(t));
            assertThat(NetworkGradients.relativeError(step, expected)).isLessThan(ROUNDING);
        }
        net.rnnClearPreviousState();
        INDArray first = net.rnnTimeStep(steps(x, 0, 3));
        INDArray rest = net.rnnTimeStep(steps(x, 3, TIME));
        assertThat(NetworkGradients.relativeError(first, steps(whole, 0, 3))).isLessThan(ROUNDING);
        assertThat(NetworkGradients.relativeError(rest, steps(whole, 3, TIME)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void timeInTheMiddleToo(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NWC);
        INDArray whole = net.output(Sequences.in(RNNFormat.NWC, x)).permute(0, 2, 1);
        net.rnnTimeStep(Sequences.in(RNNFormat.NWC, steps(x, 0, 3)));
        INDArray rest = net.rnnTimeStep(Sequences.in(RNNFormat.NWC, steps(x, 3, TIME)));
        assertThat(NetworkGradients.relativeError(rest.permute(0, 2, 1), steps(whole, 3, TIME)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aGraphStepsAsWell(TestedCell cell) {
        ComputationGraph net =
                LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, 0, cell.layer(INPUTS));
        INDArray whole = net.output(x)[0];
        net.rnnTimeStep(steps(x, 0, 2));
        INDArray rest = net.rnnTimeStep(steps(x, 2, TIME))[0];
        assertThat(NetworkGradients.relativeError(rest, steps(whole, 2, TIME)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theStateCanBeTakenOutAndPutBack(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        net.rnnTimeStep(steps(x, 0, 3));
        List<Map<String, INDArray>> states =
                List.of(net.rnnGetPreviousState(0), net.rnnGetPreviousState(1));
        INDArray rest = net.rnnTimeStep(steps(x, 3, TIME));
        net.rnnClearPreviousState();
        assertThat(net.rnnTimeStep(steps(x, 3, TIME))).isNotEqualTo(rest);
        net.rnnSetPreviousState(0, states.get(0));
        net.rnnSetPreviousState(1, states.get(1));
        assertThat(NetworkGradients.relativeError(net.rnnTimeStep(steps(x, 3, TIME)), rest))
                .isZero();
    }

    /** Neither inference nor training starts from the state of rnnTimeStep, or changes it. */
    @ParameterizedTest
    @MethodSource("cells")
    void otherPassesLeaveTheStateAlone(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        INDArray whole = net.output(x);
        net.rnnTimeStep(steps(x, 0, 3));
        assertThat(NetworkGradients.relativeError(net.output(x), whole)).isZero();
        NetworkGradients.of(net, x, Sequences.labels(2, TIME, 2));
        INDArray rest = net.rnnTimeStep(steps(x, 3, TIME));
        assertThat(NetworkGradients.relativeError(rest, steps(whole, 3, TIME)))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void anotherBatchSizeNeedsTheStateToBeCleared(TestedCell cell) {
        MultiLayerNetwork net = network(cell, RNNFormat.NCW);
        net.rnnTimeStep(x);
        INDArray three = Sequences.inputs(3, TIME, 2);
        assertThatThrownBy(() -> net.rnnTimeStep(three))
                .hasMessageContaining("(layer 0)")
                .hasMessageContaining("got a batch of 3")
                .hasMessageContaining("stored state is of a batch of 2")
                .hasMessageContaining("rnnClearPreviousState()");
        net.rnnClearPreviousState();
        assertThat(net.rnnTimeStep(three).size(0)).isEqualTo(3);
    }
}
