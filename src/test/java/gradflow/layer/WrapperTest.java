package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Inside Bidirectional and LastTimeStep, and on top of each other. */
@ExtendWith(DoubleByDefault.class)
class WrapperTest {
    private static final int TIME = 4;
    private final INDArray x = Sequences.inputs(2, TIME, 1);

    static Stream<Arguments> bidirectional() {
        List<Arguments> all = new ArrayList<>();
        for (TestedCell cell : TestedCell.each()) {
            for (Bidirectional.Mode mode : Bidirectional.Mode.values()) {
                all.add(Arguments.of(cell, mode, RNNFormat.NCW));
            }
            all.add(Arguments.of(cell, Bidirectional.Mode.CONCAT, RNNFormat.NWC));
        }
        return all.stream();
    }

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static MultiLayerNetwork network(Layer... layers) {
        var list = LayerNetworks.base(DataType.DOUBLE).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    /** One layer runs over the sequence, another over its reverse, whose output is reversed. */
    @ParameterizedTest
    @MethodSource("bidirectional")
    void bidirectionalJoinsTwoDirections(
            TestedCell cell, Bidirectional.Mode mode, RNNFormat format) {
        MultiLayerNetwork both = network(new Bidirectional(mode, cell.layer(INPUTS, format)));
        MultiLayerNetwork one = network(cell.layer(INPUTS));
        long half = one.numParams();
        INDArray params = both.params().reshape(-1);
        one.setParams(params.get(interval(0, half)).dup());
        INDArray forward = one.output(x).dup();
        one.setParams(params.get(interval(half, 2 * half)).dup());
        INDArray backward = reversed(one.output(reversed(x)));
        INDArray expected =
                switch (mode) {
                    case ADD -> forward.add(backward);
                    case MUL -> forward.mul(backward);
                    case AVERAGE -> forward.add(backward).div(2);
                    case CONCAT -> Nd4j.concat(1, forward, backward);
                };
        INDArray output = Sequences.in(format, both.output(Sequences.in(format, x)));
        assertThat(NetworkGradients.relativeError(output, expected)).isLessThan(1e-14);
    }

    private static INDArray reversed(INDArray sequence) {
        INDArray reversed = sequence.dup('c');
        long time = sequence.size(2);
        for (long t = 0; t < time; t++) {
            reversed.tensorAlongDimension(t, 0, 1)
                    .assign(sequence.tensorAlongDimension(time - 1 - t, 0, 1));
        }
        return reversed;
    }

    /** Gradients through the wrappers, with a mask, in each mode. */
    @ParameterizedTest
    @MethodSource("bidirectional")
    void bidirectionalGradientsAreRight(
            TestedCell cell, Bidirectional.Mode mode, RNNFormat format) {
        Layer layer = new Bidirectional(mode, cell.layer(INPUTS, format));
        int size = mode == Bidirectional.Mode.CONCAT ? 2 * HIDDEN : HIDDEN;
        MultiLayerNetwork net = network(layer, LayerNetworks.output(size, format));
        check(
                net,
                Sequences.in(format, x),
                Sequences.in(format, Sequences.labels(2, TIME, 3)),
                Sequences.mask(TIME, TIME, TIME - 1));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void lastTimeStepGradientsAreRight(TestedCell cell) {
        Layer last = new LastTimeStep(cell.layer(INPUTS));
        MultiLayerNetwork net = network(last, LayerNetworks.plainOutput());
        INDArray y = Sequences.labels(2, 1, 3).reshape(2, LayerNetworks.OUTPUTS);
        check(net, x, y, null);
        check(net, x, y, Sequences.mask(TIME, TIME, TIME - 2));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void stackedLayersAreOneAfterTheOther(TestedCell cell) {
        MultiLayerNetwork stacked = network(cell.layer(INPUTS), cell.layer(HIDDEN));
        MultiLayerNetwork lower = network(cell.layer(INPUTS));
        MultiLayerNetwork upper = network(cell.layer(HIDDEN));
        lower.setParams(stacked.getLayer(0).params().dup());
        upper.setParams(stacked.getLayer(1).params().dup());
        assertThat(NetworkGradients.relativeError(stacked.output(x), upper.output(lower.output(x))))
                .isZero();
    }

    private static void check(MultiLayerNetwork net, INDArray x, INDArray y, INDArray mask) {
        INDArray labelMask = y.rank() == 3 ? mask : null;
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        NetworkGradients.of(net, x, y, mask, labelMask),
                        () -> {
                            NetworkGradients.of(net, x, y, mask, labelMask);
                            return net.score() * x.size(0);
                        });
        assertThat(worst).isLessThan(1e-6);
    }
}
