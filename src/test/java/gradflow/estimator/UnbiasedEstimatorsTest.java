package gradflow.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.CellShape;
import gradflow.model.Readout;
import gradflow.stats.L2;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mean of many estimates of one sequence's gradient, H = 4 and T = 10, lies where an unbiased
 * estimator's mean lies, and a biased one's does not. Seeds are fixed, so the test cannot flicker.
 */
class UnbiasedEstimatorsTest {
    private static final int HIDDEN = 4;
    private static final int TIME_STEPS = 10;

    /** The normal distribution's two-sided 99 % point. */
    private static final double Z99 = 2.576;

    private static java.util.stream.Stream<CellShape> cells() {
        return EstimatorExample.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void randomTruncationHasTheFullGradientAsItsMean(CellShape cell) {
        EstimatorExample example = EstimatorExample.of(cell, Readout.SOFTMAX, HIDDEN, TIME_STEPS);
        judge(
                example,
                new RandomTruncation(example.network(), 4, new Random(EstimatorExample.seed(cell))),
                120_000);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void rankOneRecurrentLearningHasTheFullGradientAsItsMean(CellShape cell) {
        EstimatorExample example = EstimatorExample.of(cell, Readout.SOFTMAX, HIDDEN, TIME_STEPS);
        judge(
                example,
                new RankOneRecurrentLearning(
                        example.network(), new Random(EstimatorExample.seed(cell))),
                300_000);
    }

    /** Without the weights it would be truncated backpropagation at random places, which is not. */
    @Test
    void truncationWithoutWeightsIsFarFromTheFullGradient() {
        EstimatorExample example =
                EstimatorExample.of(CellShape.LSTM, Readout.SOFTMAX, HIDDEN, TIME_STEPS);
        double[] truncated = example.gradient(new Backpropagation(example.network(), 4));
        assertThat(EstimatorExample.error(truncated, example.full())).isGreaterThan(0.05);
    }

    private static void judge(EstimatorExample example, GradientEstimator estimator, int draws) {
        double[] full = example.full();
        int size = full.length;
        double norm = L2.of(full);
        double[] mean = new double[size];
        double[] squares = new double[size];
        double along = 0;
        double alongSquares = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] estimate = example.gradient(estimator);
            double projection = 0;
            for (int i = 0; i < size; i++) {
                double difference = estimate[i] - full[i];
                mean[i] += difference / draws;
                squares[i] += difference * difference / draws;
                projection += difference * full[i] / norm;
            }
            along += projection / draws;
            alongSquares += projection * projection / draws;
        }
        double standardError = Math.sqrt((alongSquares - along * along) / draws);
        assertThat(standardError / norm).as("standard error along the gradient").isLessThan(0.01);
        assertThat(along).isCloseTo(0, within(Z99 * standardError));

        double variance = 0;
        int outside = 0;
        for (int i = 0; i < size; i++) {
            double own = squares[i] - mean[i] * mean[i];
            variance += own;
            outside += Math.abs(mean[i]) > Z99 * Math.sqrt(own / draws) + 1e-12 ? 1 : 0;
        }
        double ofMean = Math.sqrt(variance / draws);
        assertThat(ofMean / norm).as("standard error of the whole gradient").isLessThan(0.01);
        // ‖mean − full‖² has the mean variance / draws; a bias of 3 % of the norm would exceed it.
        assertThat(L2.of(mean)).isLessThan(2 * ofMean);
        // One in a hundred is expected; entries are correlated, so some more are allowed.
        assertThat(outside).as("entries outside their 99 %% interval").isLessThan(size / 20 + 2);
    }

    @Test
    void windowsOfRandomTruncationHaveAboutTheLengthAskedFor() {
        EstimatedNetwork network =
                EstimatorExample.of(CellShape.SIMPLE_RNN, Readout.SOFTMAX, 1, 2).network();
        for (int length : new int[] {5, 10, 20, 50}) {
            RandomTruncation truncation = new RandomTruncation(network, length, new Random(1));
            double mean = 0;
            double survives = 1;
            for (int steps = 1; steps < 1_000_000; steps++) {
                mean += survives;
                survives *= 1 - truncation.endsAfter(steps);
            }
            assertThat(mean / length).isCloseTo(1, within(0.15));
        }
    }
}
