package gradflow.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.kernel.CellShape;
import gradflow.mistake.UserMistake;
import gradflow.model.HiddenActivation;
import gradflow.model.Readout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimators that compute the gradient itself, against each other and central differences. */
class ExactEstimatorsTest {
    private static final double EXACT = 1e-9;

    private static Stream<CellShape> cells() {
        return EstimatorExample.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void realTimeRecurrentLearningIsFullBackpropagation(CellShape cell) {
        for (Readout readout : Readout.values()) {
            EstimatorExample example = EstimatorExample.of(cell, readout, 5, 12);
            double[] forward = example.gradient(new RealTimeRecurrentLearning(example.network()));
            assertThat(EstimatorExample.error(forward, example.full())).isLessThan(EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void fullBackpropagationAgreesWithCentralDifferences(CellShape cell) {
        for (Readout readout : Readout.values()) {
            EstimatorExample example = EstimatorExample.of(cell, readout, 3, 6);
            double[] differences = new double[example.parameters().length];
            double step = 1e-5;
            for (int p = 0; p < differences.length; p++) {
                differences[p] =
                        (lossAt(example, p, step) - lossAt(example, p, -step)) / (2 * step);
            }
            // The error of central differences is about step² and rounding / step.
            assertThat(EstimatorExample.error(example.full(), differences)).isLessThan(1e-8);
        }
    }

    @ParameterizedTest
    @EnumSource(HiddenActivation.class)
    void everyActivationAgreesWithCentralDifferences(HiddenActivation activation) {
        EstimatorExample tanh = EstimatorExample.of(CellShape.LSTM, Readout.SOFTMAX, 3, 6);
        EstimatedNetwork network =
                new EstimatedNetwork(tanh.network().layout(), activation, Readout.SOFTMAX);
        EstimatorExample example = new EstimatorExample(network, tanh.parameters(), tanh.steps());
        double[] differences = new double[example.parameters().length];
        double step = 1e-5;
        for (int p = 0; p < differences.length; p++) {
            differences[p] = (lossAt(example, p, step) - lossAt(example, p, -step)) / (2 * step);
        }
        assertThat(EstimatorExample.error(example.full(), differences)).isLessThan(1e-8);
    }

    private static double lossAt(EstimatorExample example, int parameter, double change) {
        double[] moved = example.parameters().clone();
        moved[parameter] += change;
        return example.network().loss(moved, example.steps());
    }

    /** What is carried over makes the pieces add up to the whole; truncation is what lacks it. */
    @ParameterizedTest
    @MethodSource("cells")
    void forwardEstimatorsSeeBeyondThePiecesThatTheyAreGiven(CellShape cell) {
        EstimatorExample example = EstimatorExample.of(cell, Readout.SOFTMAX, 4, 12);
        GradientEstimator forward = new RealTimeRecurrentLearning(example.network());
        GradientEstimator backward = Backpropagation.full(example.network());
        double[] byForward = inPieces(example, forward);
        assertThat(EstimatorExample.error(byForward, example.full())).isLessThan(EXACT);
        assertThat(EstimatorExample.error(inPieces(example, backward), example.full()))
                .isGreaterThan(0.01);
        assertThat(inPieces(example, backward))
                .containsExactly(example.gradient(new Backpropagation(example.network(), 3)));
        assertThat(EstimatorExample.error(inPieces(example, forward), byForward))
                .as("a new start forgets what was carried")
                .isZero();
    }

    private static double[] inPieces(EstimatorExample example, GradientEstimator estimator) {
        double[] gradient = new double[example.parameters().length];
        estimator.start();
        for (int from = 0; from < example.steps().size(); from += 3) {
            Steps piece = example.steps().between(from, from + 3);
            estimator.add(example.parameters(), piece, gradient);
        }
        return gradient;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void snapOneIsExactForADiagonalRecurrence(CellShape cell) {
        EstimatorExample dense = EstimatorExample.of(cell, Readout.SOFTMAX, 4, 10);
        EstimatorExample diagonal =
                new EstimatorExample(dense.network(), diagonal(dense), dense.steps());
        SnapOne snap = new SnapOne(dense.network());
        assertThat(
                        EstimatorExample.error(
                                diagonal.gradient(snap),
                                diagonal.gradient(new RealTimeRecurrentLearning(dense.network()))))
                .isLessThan(EXACT);
        if (cell.hasRecurrentWeights()) {
            assertThat(EstimatorExample.error(dense.gradient(snap), dense.full()))
                    .isGreaterThan(0.001);
        }
    }

    /** With each gate's block of RW diagonal, units do not feed each other. */
    private static double[] diagonal(EstimatorExample example) {
        ParameterLayout layout = example.network().layout();
        double[] parameters = example.parameters().clone();
        for (int at = layout.recurrentWeights(); at < layout.bias(); at++) {
            int entry = at - layout.recurrentWeights();
            boolean own = entry / layout.hidden() % layout.hidden() == entry % layout.hidden();
            parameters[at] = own ? parameters[at] : 0;
        }
        return parameters;
    }

    /** A window of one step sees no influence of the past, so RW counts only as it is used now. */
    @Test
    void oneStepOfTruncationIsTheImmediateGradientAlone() {
        EstimatorExample example = EstimatorExample.of(CellShape.SIMPLE_RNN, Readout.LINEAR, 2, 2);
        double[] w = example.parameters();
        Steps second = example.steps().between(0, 1);
        Steps both =
                new Steps(
                        new double[][] {second.input(0), {0.5, -0.25, 1}},
                        new double[][] {null, {1, 0}});
        double[] gradient = new double[w.length];
        Backpropagation one = new Backpropagation(example.network(), 1);
        one.start();
        one.add(w, both, gradient);
        CellStep cell = example.network().cell();
        double[] first = cell.forward(w, both.input(0), new double[2]).next;
        double[] h = cell.forward(w, both.input(1), first).next;
        ParameterLayout layout = example.network().layout();
        for (int unit = 0; unit < 2; unit++) {
            double byState = 0;
            for (int o = 0; o < 2; o++) {
                int v = layout.outputWeights() + 2 * o;
                double y = w[layout.outputBias() + o] + w[v] * h[0] + w[v + 1] * h[1];
                byState += w[v + unit] * (y - both.label(1)[o]);
            }
            double slope = byState * (1 - h[unit] * h[unit]);
            for (int k = 0; k < 2; k++) {
                assertThat(gradient[layout.recurrentWeights() + 2 * unit + k])
                        .isCloseTo(slope * first[k], org.assertj.core.api.Assertions.within(1e-15));
            }
        }
    }

    @Test
    void whatIsKeptIsCounted() {
        EstimatorExample lstm = EstimatorExample.of(CellShape.LSTM, Readout.SOFTMAX, 4, 10);
        EstimatedNetwork network = lstm.network();
        // W 3·16, RW 4·16, b 16 parameters; states 8, gates 16.
        assertThat(Backpropagation.full(network).keptNumbers(10)).isEqualTo(10 * 24 + 8);
        assertThat(new Backpropagation(network, 3).keptNumbers(10)).isEqualTo(3 * 24 + 8);
        assertThat(new RealTimeRecurrentLearning(network).keptNumbers(10)).isEqualTo(8 * 128 + 8);
        assertThat(new SnapOne(network).keptNumbers(10)).isEqualTo(2 * 128 + 8);
        assertThat(new RankOneRecurrentLearning(network, new java.util.Random(1)).keptNumbers(10))
                .isEqualTo(128 + 2 * 8);
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> new ParameterLayout(CellShape.GRU_RESET_BEFORE, 1, 1, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("resetAfter");
        assertThatThrownBy(() -> new ParameterLayout(CellShape.GRU, 1, 0, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("hidden must be at least 1, not 0");
        EstimatedNetwork network =
                EstimatorExample.of(CellShape.GRU, Readout.SOFTMAX, 2, 2).network();
        assertThatThrownBy(() -> new Backpropagation(network, 0))
                .hasMessage("got windows of 0 steps; 1 or more");
        assertThatThrownBy(() -> new RandomTruncation(network, 1, new java.util.Random(1)))
                .hasMessageStartingWith("got windows of about 1 steps; 2 or more");
        double[][] two = new double[2][];
        double[][] one = new double[1][];
        for (double[][] labels : List.of(one, new double[3][])) {
            assertThatThrownBy(() -> new Steps(two, labels)).hasMessageContaining("got 2 inputs");
        }
    }
}
