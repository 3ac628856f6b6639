package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.estimator.Backpropagation;
import gradflow.estimator.EstimatedNetwork;
import gradflow.estimator.GradientEstimator;
import gradflow.estimator.ParameterLayout;
import gradflow.estimator.Steps;
import gradflow.kernel.CellShape;
import gradflow.model.HiddenActivation;
import gradflow.model.LossAt;
import gradflow.model.Readout;
import gradflow.network.RandomSequences;
import gradflow.stats.L2;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Estimators whose bias and variance are known. */
class GradientBiasTest {
    private static final int SEQUENCES = 400;
    private static final ParameterLayout LAYOUT = new ParameterLayout(CellShape.GRU, 2, 3, 2);
    private static final EstimatedNetwork NETWORK =
            new EstimatedNetwork(LAYOUT, HiddenActivation.TANH, Readout.SOFTMAX);
    private static final DataSet BATCH =
            RandomSequences.batch(SEQUENCES, 2, 2, 6, LossAt.EVERY_STEP, 5);
    private static final INDArray PARAMETERS =
            Nd4j.createFromArray(new Random(4).doubles(LAYOUT.size(), -1, 1).toArray());

    /** The full gradient times a factor, and noise of a deviation on every entry. */
    private record Distorted(GradientEstimator full, double factor, double noise, Random random)
            implements GradientEstimator {
        Distorted(double factor, double noise) {
            this(Backpropagation.full(NETWORK), factor, noise, new Random(8));
        }

        @Override
        public void start() {
            full.start();
        }

        @Override
        public void add(double[] parameters, Steps steps, double[] gradient) {
            full.add(parameters, steps, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = factor * gradient[i] + noise * random.nextGaussian();
            }
        }

        @Override
        public long keptNumbers(int stepsPerUpdate) {
            return full.keptNumbers(stepsPerUpdate);
        }
    }

    private static List<BiasRow> rows(GradientEstimator estimator) {
        return new GradientBias(NETWORK, estimator, BATCH).take("run", 7, PARAMETERS);
    }

    @Test
    void theFullGradientHasNoBiasAndItsOwnVariance() {
        for (BiasRow row : rows(Backpropagation.full(NETWORK))) {
            assertThat(row.relativeBias()).isZero();
            assertThat(row.cosineToFull()).isCloseTo(1, within(1e-12));
            assertThat(row.estimateL2()).isEqualTo(row.fullL2());
            assertThat(row.relativeVariance()).isEqualTo(row.fullRelativeVariance()).isPositive();
            assertThat(row.iteration()).isEqualTo(7);
        }
    }

    /** Half the gradient: bias ½, cosine 1, variance a quarter. */
    @Test
    void aShorterGradientIsBiasedByWhatItLacks() {
        for (BiasRow row : rows(new Distorted(0.5, 0))) {
            // What chance adds to the bias is taken off: a 400th of a quarter of the variance.
            double added = row.fullRelativeVariance() / 4 / SEQUENCES;
            assertThat(row.relativeBias()).isCloseTo(Math.sqrt(0.25 - added), within(1e-9));
            assertThat(row.cosineToFull()).isCloseTo(1, within(1e-12));
            assertThat(row.relativeVariance())
                    .isCloseTo(row.fullRelativeVariance() / 4, within(1e-9));
        }
    }

    /** Noise adds its variance, and no bias beyond what 400 sequences leave to chance. */
    @Test
    void noiseIsVarianceAndNoBias() {
        double noise = 0.3;
        for (BiasRow row : rows(new Distorted(1, noise))) {
            int size = "all".equals(row.parameter()) ? LAYOUT.outputWeights() : size(row);
            double added = size * noise * noise / (row.fullL2() * row.fullL2());
            assertThat(row.relativeVariance() - row.fullRelativeVariance())
                    .isCloseTo(added, within(0.35 * added));
            assertThat(row.relativeBias()).isLessThan(Math.sqrt(added / SEQUENCES));
        }
    }

    private static int size(BiasRow row) {
        return LAYOUT.recurrentRanges().stream()
                .filter(range -> range.name().equals(row.parameter()))
                .mapToInt(range -> range.to() - range.from())
                .sum();
    }

    @Test
    void theLayersNormIsMadeOfThoseOfItsParameters() {
        List<BiasRow> rows = rows(new Backpropagation(NETWORK, 2));
        assertThat(rows)
                .extracting(BiasRow::parameter)
                .containsExactly("all", "W", "RW", "b", "Rb");
        double[] norms = rows.subList(1, 5).stream().mapToDouble(BiasRow::fullL2).toArray();
        assertThat(rows.get(0).fullL2()).isCloseTo(L2.of(norms), within(1e-12));
        assertThat(rows.get(0).cosineToFull()).isBetween(0.1, 0.9999);
        assertThat(rows.get(0).relativeBias()).isGreaterThan(0.01);
    }
}
