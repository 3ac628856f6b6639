package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import gradflow.kernel.twin.Kind;
import gradflow.kernel.twin.Twin;
import gradflow.kernel.twin.TwinWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.slf4j.LoggerFactory;

/**
 * {@code fit} with truncated BPTT and Sgd(1), parameters afterwards, against a loop over the
 * segments that is written from the equations alone: h and c carried over, the loss Σ (h − y)²
 * differentiated over the last steps of each segment, the gradient's mean over the batch
 * subtracted.
 */
class TruncatedBpttTest {
    private static final int BATCH = 2;
    private static final int TIME = 7;
    private static final int FORWARD = 3;

    /** Small enough that no cell diverges, for rounding errors would grow with its weights. */
    private static final double RATE = 0.25;

    /** Both sides are sums of some hundred products in double precision. */
    private static final double TOLERANCE = 1e-10;

    private final INDArray x = Sequences.random(1, BATCH, INPUTS, TIME);
    private final INDArray y = Sequences.random(2, BATCH, HIDDEN, TIME);

    /** What is fed: the values above, perhaps as views, and a mask of steps and their labels. */
    private INDArray features = x;

    private INDArray labels = y;
    private INDArray mask;

    static Stream<Arguments> cells() {
        return TestedCell.each().stream().map(cell -> Arguments.of(cell, cell.kind()));
    }

    private static final class Idle extends BaseTrainingListener {}

    private static MultiLayerNetwork network(TestedCell cell, int backward) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .updater(new Sgd(RATE))
                                .list()
                                .layer(cell.layer(INPUTS))
                                .layer(LayerNetworks.loss(RNNFormat.NCW))
                                .backpropType(BackpropType.TruncatedBPTT)
                                .tBPTTForwardLength(FORWARD)
                                .tBPTTBackwardLength(backward)
                                .build());
        network.init();
        return network;
    }

    private static ComputationGraph graph(TestedCell cell, int backward) {
        ComputationGraph graph =
                new ComputationGraph(
                        LayerNetworks.base(DataType.DOUBLE)
                                .updater(new Sgd(RATE))
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("rnn", cell.layer(INPUTS), "in")
                                .addLayer("out", LayerNetworks.loss(RNNFormat.NCW), "rnn")
                                .setOutputs("out")
                                .backpropType(BackpropType.TruncatedBPTT)
                                .tBPTTForwardLength(FORWARD)
                                .tBPTTBackwardLength(backward)
                                .build());
        graph.init();
        return graph;
    }

    private void fit(Model model) {
        for (int i = 0; i < 2; i++) {
            if (model instanceof MultiLayerNetwork network) {
                network.fit(features, labels, mask, mask);
            } else {
                INDArray[] masks = mask == null ? null : new INDArray[] {mask};
                ((ComputationGraph) model)
                        .fit(new INDArray[] {features}, new INDArray[] {labels}, masks, masks);
            }
        }
    }

    /** Fits twice and compares with two passes of the loop by hand. */
    private void check(Model model, Kind cell, int backward) {
        double[] expected = byHand(cell, weights(cell, model.params()), backward);
        fit(model);
        assertThat(model.params().reshape(-1).toDoubleVector())
                .containsExactly(expected, org.assertj.core.data.Offset.offset(TOLERANCE));
    }

    private double[] byHand(Kind cell, TwinWeights weights, int backward) {
        for (int epoch = 0; epoch < 2; epoch++) {
            double[][] h = null;
            double[][] c = null;
            for (int from = 0; from < TIME; from += FORWARD) {
                int to = Math.min(from + FORWARD, TIME);
                double[][] shown = shown(from, to);
                Twin segment = new Twin(cell.twin(), weights, steps(x, from, to), h, c, shown);
                Twin.Forward made = segment.forward();
                double[][][] gradOutput = steps(y, from, to);
                for (int t = 0; t < to - from; t++) {
                    for (int b = 0; b < BATCH; b++) {
                        for (int i = 0; i < HIDDEN; i++) {
                            double error = made.h()[t][b][i] - gradOutput[t][b][i];
                            gradOutput[t][b][i] =
                                    shown == null ? 2 * error : 2 * error * shown[t][b];
                        }
                    }
                }
                int back = Math.min(backward, to - from);
                TwinWeights gradient = segment.backward(gradOutput, back).weights();
                h = made.h()[to - from - 1];
                c = made.c()[to - from - 1];
                List<double[]> columns = arrays(cell, weights);
                List<double[]> slopes = arrays(cell, gradient);
                for (int k = 0; k < columns.size(); k++) {
                    for (int i = 0; i < columns.get(k).length; i++) {
                        columns.get(k)[i] -= RATE * slopes.get(k)[i] / BATCH;
                    }
                }
            }
        }
        return flat(cell, weights);
    }

    /** The mask [T][B] of a segment, or null. */
    private double[][] shown(int from, int to) {
        if (mask == null) {
            return null;
        }
        double[][] shown = new double[to - from][BATCH];
        for (int t = from; t < to; t++) {
            for (int b = 0; b < BATCH; b++) {
                shown[t - from][b] = mask.getDouble(b, t);
            }
        }
        return shown;
    }

    private static double[][][] steps(INDArray sequence, int from, int to) {
        double[][][] steps = new double[to - from][BATCH][];
        for (int t = from; t < to; t++) {
            for (int b = 0; b < BATCH; b++) {
                steps[t - from][b] = new double[(int) sequence.size(1)];
                for (int i = 0; i < sequence.size(1); i++) {
                    steps[t - from][b][i] = sequence.getDouble(b, i, t);
                }
            }
        }
        return steps;
    }

    private static List<double[]> arrays(Kind cell, TwinWeights weights) {
        List<double[]> arrays = new ArrayList<>(Arrays.asList(weights.w()));
        if (cell.shape().hasRecurrentWeights()) {
            arrays.addAll(Arrays.asList(weights.u()));
        }
        arrays.addAll(vectors(cell, weights));
        return arrays;
    }

    private static List<double[][]> matrices(Kind cell, TwinWeights weights) {
        return cell.shape().hasRecurrentWeights()
                ? List.of(weights.w(), weights.u())
                : List.<double[][]>of(weights.w());
    }

    /** What follows the matrices. */
    private static List<double[]> vectors(Kind cell, TwinWeights weights) {
        List<double[]> vectors = new ArrayList<>(List.of(weights.b()));
        if (cell.hasRecurrentBias()) {
            vectors.add(weights.c());
        }
        if (weights.g() != null) {
            vectors.add(weights.g());
        }
        return vectors;
    }

    /** DL4J's order: matrices column by column. */
    private static TwinWeights weights(Kind cell, INDArray params) {
        double[] flat = params.reshape(-1).toDoubleVector();
        TwinWeights plain = TwinWeights.zeros(INPUTS, HIDDEN, cell.twin().gates());
        int columns = cell.twin().gates() * HIDDEN;
        TwinWeights weights = cell.isNormalized() ? plain.withGains(new Random(1)) : plain;
        int at = 0;
        for (double[][] matrix : matrices(cell, weights)) {
            for (int column = 0; column < columns; column++) {
                for (double[] row : matrix) {
                    row[column] = flat[at++];
                }
            }
        }
        for (double[] vector : vectors(cell, weights)) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = flat[at++];
            }
        }
        return weights;
    }

    private static double[] flat(Kind cell, TwinWeights weights) {
        List<Double> flat = new ArrayList<>();
        for (double[][] matrix : matrices(cell, weights)) {
            for (int column = 0; column < cell.twin().gates() * HIDDEN; column++) {
                for (double[] row : matrix) {
                    flat.add(row[column]);
                }
            }
        }
        for (double[] vector : vectors(cell, weights)) {
            Arrays.stream(vector).forEach(flat::add);
        }
        return flat.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void fitOfANetworkIsTheLoopByHand(TestedCell cell, Kind twin) {
        check(network(cell, FORWARD), twin, FORWARD);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void fitOfAGraphIsTheLoopByHand(TestedCell cell, Kind twin) {
        check(graph(cell, FORWARD), twin, FORWARD);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aNetworkHonoursAShorterBackwardLength(TestedCell cell, Kind twin) {
        check(network(cell, 2), twin, 2);
        check(network(cell, 1), twin, 1);
    }

    static Stream<Arguments> masks() {
        return cells().flatMap(
                        cell ->
                                Stream.of(0, 1, 2)
                                        .map(m -> Arguments.of(cell.get()[0], cell.get()[1], m)));
    }

    /** An example that ends within a segment, or in the first one, or begins within one. */
    private static INDArray mask(int which) {
        INDArray mask = Sequences.mask(TIME, TIME, which == 0 ? 5 : 2);
        if (which == 2) {
            mask.getRow(1).rsubi(1);
        }
        return mask;
    }

    /** Segments are views of what is fed, which is a view itself. */
    @ParameterizedTest
    @MethodSource("masks")
    void viewsAndMasksAreCutLikeAnyOther(TestedCell cell, Kind twin, int which) {
        INDArray shown = mask(which);
        features = Sequences.view(x);
        labels = Sequences.view(y);
        check(network(cell, FORWARD), twin, FORWARD);
        mask = shown;
        check(network(cell, 2), twin, 2);
        mask = Sequences.viewOfMask(shown);
        check(network(cell, FORWARD), twin, FORWARD);
        check(graph(cell, FORWARD), twin, FORWARD);
        ComputationGraph told = graph(cell, 2);
        told.setListeners();
        check(told, twin, 2);
    }

    @Test
    void aNetworkHonoursItWithListeners() {
        MultiLayerNetwork set = network(TestedCell.GRU, 2);
        set.setListeners(new Idle());
        check(set, Kind.GRU, 2);
        set.setListeners(List.of());
        check(set, Kind.GRU, 2);

        MultiLayerNetwork added = network(TestedCell.GRU, 2);
        added.addListeners(new Idle());
        check(added, Kind.GRU, 2);
        added.addListeners(new Idle());
        check(added, Kind.GRU, 2);
    }

    @Test
    void aNetworkHonoursItAfterClone() {
        MultiLayerNetwork network = network(TestedCell.LSTM, 2);
        check(network.clone(), Kind.LSTM, 2);
        fit(network);
        check(network.clone(), Kind.LSTM, 2);
    }

    @Test
    void aGraphWithListenersHonoursIt() {
        ComputationGraph set = graph(TestedCell.GRU, 2);
        set.setListeners();
        check(set, Kind.GRU, 2);
        set.addListeners(new Idle());
        check(set, Kind.GRU, 2);
        check(set.clone(), Kind.GRU, 2);

        ComputationGraph added = graph(TestedCell.GRU, 2);
        added.addListeners(new Idle());
        check(added, Kind.GRU, 2);
        added.setListeners(new ArrayList<TrainingListener>(List.of(new Idle())));
        check(added, Kind.GRU, 2);
    }

    /** DL4J gives the layers of such a graph no way to know the length; see GRU's Javadoc. */
    @Test
    void aGraphWithoutListenersWarnsOnceAndGoesBackOverWholeSegments() {
        Logger logger = (Logger) LoggerFactory.getLogger(Truncation.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            check(graph(TestedCell.GRU, 2), Kind.GRU, FORWARD);
            assertThat(events.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .contains("GRU \"rnn\"", "tBPTTBackwardLength", "graph.setListeners()");
            events.list.clear();
            ComputationGraph told = graph(TestedCell.GRU, 2);
            told.setListeners();
            fit(told);
            fit(network(TestedCell.GRU, 2));
            assertThat(events.list).isEmpty();
        } finally {
            logger.detachAppender(events);
        }
    }

    @Test
    void aListThatCannotGrowIsLikeNoListeners() {
        ComputationGraph graph = graph(TestedCell.GRU, 2);
        graph.setListeners(List.of(new Idle()));
        check(graph, Kind.GRU, FORWARD);
    }
}
