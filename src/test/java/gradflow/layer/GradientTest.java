package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static gradflow.layer.LayerNetworks.OUTPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every cell against central differences, with a carried state held fixed under truncated BPTT. */
class GradientTest {
    private static final int BATCH = 2;
    private static final int TIME = 3;

    private enum Shape {
        SINGLE,
        STACKED,
        BIDIRECTIONAL
    }

    static Stream<Arguments> everything() {
        return settings(TestedCell.all());
    }

    /** A graph differs in how it calls its layers, not in what they compute. */
    static Stream<Arguments> inGraphs() {
        return settings(TestedCell.classes());
    }

    private static Stream<Arguments> settings(List<TestedCell> cells) {
        List<Arguments> all = new ArrayList<>();
        for (TestedCell cell : cells) {
            for (Shape shape : Shape.values()) {
                for (RNNFormat format : RNNFormat.values()) {
                    for (boolean masked : new boolean[] {false, true}) {
                        all.add(Arguments.of(cell, shape, format, masked, false));
                        if (shape != Shape.BIDIRECTIONAL && format == RNNFormat.NCW) {
                            all.add(Arguments.of(cell, shape, format, masked, true));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    private static Layer[] layers(TestedCell cell, Shape shape, RNNFormat format) {
        return switch (shape) {
            case SINGLE -> new Layer[] {cell.layer(INPUTS, format)};
            case STACKED -> new Layer[] {cell.layer(INPUTS, format), cell.layer(HIDDEN, format)};
            case BIDIRECTIONAL ->
                    new Layer[] {
                        new Bidirectional(Bidirectional.Mode.ADD, cell.layer(INPUTS, format))
                    };
        };
    }

    private static INDArray sequence(RNNFormat format, int size, long seed) {
        Nd4j.getRandom().setSeed(seed);
        INDArray ncw = Nd4j.randn(DataType.DOUBLE, BATCH, size, TIME);
        return format == RNNFormat.NCW ? ncw : ncw.permute(0, 2, 1).dup('c');
    }

    private static INDArray labels(RNNFormat format, long seed) {
        INDArray ncw = Nd4j.zeros(DataType.DOUBLE, BATCH, OUTPUTS, TIME);
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TIME; t++) {
                ncw.putScalar(b, (b + t + seed) % OUTPUTS, t, 1);
            }
        }
        return format == RNNFormat.NCW ? ncw : ncw.permute(0, 2, 1).dup('c');
    }

    /** The second example ends one step early. */
    private static INDArray mask() {
        INDArray mask = Nd4j.ones(DataType.DOUBLE, BATCH, TIME);
        mask.putScalar(1, TIME - 1, 0);
        return mask;
    }

    @ParameterizedTest
    @MethodSource("everything")
    void agreesWithCentralDifferencesInNetwork(
            TestedCell cell, Shape shape, RNNFormat format, boolean masked, boolean carried) {
        MultiLayerNetwork net =
                LayerNetworks.stack(
                        DataType.DOUBLE, format, carried ? TIME : 0, layers(cell, shape, format));
        INDArray mask = masked ? mask() : null;
        List<Map<String, INDArray>> states = new ArrayList<>();
        if (carried) {
            net.setInput(sequence(format, INPUTS, 3));
            net.setLabels(labels(format, 0));
            net.computeGradientAndScore();
            for (var layer : net.getLayers()) {
                states.add(layer instanceof RecurrentLayer r ? r.rnnGetTBPTTState() : Map.of());
            }
            assertThat(states.get(0).get("prevAct").norm2Number().doubleValue()).isPositive();
        }
        INDArray x = sequence(format, INPUTS, 5);
        INDArray y = labels(format, 1);
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        gradient(net, x, y, mask, states),
                        () -> {
                            gradient(net, x, y, mask, states);
                            return net.score() * BATCH;
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    @ParameterizedTest
    @MethodSource("inGraphs")
    void agreesWithCentralDifferencesInGraph(
            TestedCell cell, Shape shape, RNNFormat format, boolean masked, boolean carried) {
        ComputationGraph net =
                LayerNetworks.graph(
                        DataType.DOUBLE, format, carried ? TIME : 0, layers(cell, shape, format));
        INDArray mask = masked ? mask() : null;
        List<Map<String, INDArray>> states = new ArrayList<>();
        if (carried) {
            net.setInput(0, sequence(format, INPUTS, 3));
            net.setLabel(0, labels(format, 0));
            net.computeGradientAndScore();
            for (var layer : net.getLayers()) {
                states.add(layer instanceof RecurrentLayer r ? r.rnnGetTBPTTState() : Map.of());
            }
        }
        INDArray x = sequence(format, INPUTS, 5);
        INDArray y = labels(format, 1);
        double worst =
                NetworkDifferences.worstRelativeError(
                        net.paramTable(),
                        gradient(net, x, y, mask, states),
                        () -> {
                            gradient(net, x, y, mask, states);
                            return net.score() * BATCH;
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    private static Map<String, INDArray> gradient(
            MultiLayerNetwork net,
            INDArray x,
            INDArray y,
            INDArray mask,
            List<Map<String, INDArray>> states) {
        net.setInput(x);
        net.setLabels(y);
        if (mask != null) {
            net.setLayerMaskArrays(mask, mask);
        }
        for (int i = 0; i < states.size(); i++) {
            if (net.getLayer(i) instanceof RecurrentLayer layer) {
                layer.rnnSetTBPTTState(new HashMap<>(states.get(i)));
            }
        }
        net.computeGradientAndScore();
        Map<String, INDArray> copy = new HashMap<>();
        net.gradient().gradientForVariable().forEach((key, value) -> copy.put(key, value.dup()));
        return copy;
    }

    private static Map<String, INDArray> gradient(
            ComputationGraph net,
            INDArray x,
            INDArray y,
            INDArray mask,
            List<Map<String, INDArray>> states) {
        net.setInput(0, x);
        net.setLabel(0, y);
        if (mask != null) {
            net.setLayerMaskArrays(new INDArray[] {mask}, new INDArray[] {mask});
        }
        for (int i = 0; i < states.size(); i++) {
            if (net.getLayer(i) instanceof RecurrentLayer layer) {
                layer.rnnSetTBPTTState(new HashMap<>(states.get(i)));
            }
        }
        net.computeGradientAndScore();
        Map<String, INDArray> copy = new HashMap<>();
        net.gradient().gradientForVariable().forEach((key, value) -> copy.put(key, value.dup()));
        return copy;
    }
}
