package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Both layouts, feature masks, label masks. */
@ExtendWith(DoubleByDefault.class)
class LayoutAndMaskTest {
    private static final int TIME = 4;

    /** The same sums in another order. */
    private static final double ROUNDING = 1e-12;

    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);
    private final INDArray mask = Sequences.mask(TIME, TIME, TIME - 2);

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static MultiLayerNetwork stack(RNNFormat format, Layer... layers) {
        return LayerNetworks.stack(DataType.DOUBLE, format, 0, layers);
    }

    private static MultiLayerNetwork stack(TestedCell cell) {
        return stack(RNNFormat.NCW, cell.layer(INPUTS));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void timeLastAndTimeInTheMiddleAreTheSame(TestedCell cell) {
        MultiLayerNetwork ncw = stack(RNNFormat.NCW, cell.layer(INPUTS, RNNFormat.NCW));
        MultiLayerNetwork nwc = stack(RNNFormat.NWC, cell.layer(INPUTS, RNNFormat.NWC));
        INDArray output = nwc.output(Sequences.in(RNNFormat.NWC, x)).permute(0, 2, 1);
        assertThat(NetworkGradients.relativeError(output, ncw.output(x))).isLessThan(ROUNDING);
        Map<String, INDArray> gradients =
                NetworkGradients.of(
                        nwc,
                        Sequences.in(RNNFormat.NWC, x),
                        Sequences.in(RNNFormat.NWC, y),
                        mask,
                        mask);
        assertThat(
                        NetworkGradients.relativeError(
                                gradients, NetworkGradients.of(ncw, x, y, mask, mask)))
                .isLessThan(ROUNDING);
    }

    /** As if the short example had been alone and as long as its mask says. */
    @ParameterizedTest
    @MethodSource("cells")
    void aMaskedSequenceIsAShorterOne(TestedCell cell) {
        MultiLayerNetwork net = stack(cell);
        INDArray output = net.output(x, false, mask, mask);
        INDArray first = net.output(rows(x, 0, TIME));
        INDArray second = net.output(rows(x, 1, TIME - 2));
        assertThat(NetworkGradients.relativeError(rows(output, 0, TIME), first))
                .isLessThan(ROUNDING);
        assertThat(NetworkGradients.relativeError(rows(output, 1, TIME - 2), second))
                .isLessThan(ROUNDING);

        Map<String, INDArray> both = NetworkGradients.of(net, x, y, mask, mask);
        Map<String, INDArray> alone = NetworkGradients.of(net, rows(x, 0, TIME), rows(y, 0, TIME));
        NetworkGradients.of(net, rows(x, 1, TIME - 2), rows(y, 1, TIME - 2))
                .forEach((key, value) -> alone.get(key).addi(value));
        assertThat(NetworkGradients.relativeError(both, alone)).isLessThan(ROUNDING);
    }

    /** Labels that a mask hides do not count. */
    @ParameterizedTest
    @MethodSource("cells")
    void labelMaskHidesLabels(TestedCell cell) {
        MultiLayerNetwork net = stack(cell);
        INDArray lastOnly = mask.dup().assign(0);
        lastOnly.putScalar(0, TIME - 1, 1);
        lastOnly.putScalar(1, TIME - 1, 1);
        INDArray other = y.dup();
        other.get(all(), all(), interval(0, TIME - 1)).assign(0.25);
        Map<String, INDArray> gradients = NetworkGradients.of(net, x, y, null, lastOnly);
        assertThat(gradients.get("0_W").norm2Number().doubleValue()).isPositive();
        assertThat(
                        NetworkGradients.relativeError(
                                NetworkGradients.of(net, x, other, null, lastOnly), gradients))
                .isZero();
        assertThat(NetworkGradients.of(net, x, y)).isNotEqualTo(gradients);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void lastTimeStepIsTheLastOneThatTheMaskLeaves(TestedCell cell) {
        MultiLayerNetwork all =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(cell.layer(INPUTS))
                                .build());
        all.init();
        MultiLayerNetwork last =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(new LastTimeStep(cell.layer(INPUTS)))
                                .build());
        last.init();
        last.setParams(all.params());
        INDArray output = last.output(x, false, mask, null);
        INDArray states = all.output(x);
        assertThat(output.shape()).containsExactly(2, HIDDEN);
        assertSame(output.getRow(0), states.get(point(0), all(), point(TIME - 1)));
        assertSame(output.getRow(1), states.get(point(1), all(), point(TIME - 3)));
        assertSame(last.output(x).getRow(1), states.get(point(1), all(), point(TIME - 1)));
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        assertThat(NetworkGradients.relativeError(actual, expected)).isZero();
    }

    private static INDArray rows(INDArray sequences, int example, int time) {
        return sequences
                .get(interval(example, example + 1), all(), NDArrayIndex.interval(0, time))
                .dup('c');
    }
}
