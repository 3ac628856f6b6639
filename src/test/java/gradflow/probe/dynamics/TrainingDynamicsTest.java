package gradflow.probe.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.network.Preconditioner;
import gradflow.plan.Specs;
import gradflow.probe.ExampleGradients;
import gradflow.probe.Norms;
import gradflow.stats.L2;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Closed forms, single sequences one by one, and whole matrices by central differences. */
class TrainingDynamicsTest {
    private static final int N = 6;
    private static final String FIXED =
            "task: adding, sequenceLength: 12, hiddenSize: 3, batchSize: 4, sequences: 20,"
                    + " learningRate: 0.05, evaluations: 1, dynamicsSequences: 6, ";

    private static Task task(TrainingSettings settings) {
        return Tasks.create(settings.data(), Path.of("data"));
    }

    private static TrainingDynamics dynamics(TrainingSettings settings, DataSet sequences) {
        return new TrainingDynamics(
                Networks.twin(settings, task(settings)), settings, sequences, 1);
    }

    private static DataSet sequences(TrainingSettings settings) {
        return task(settings).trainingBatch(1, settings.batches(), N);
    }

    private static DataSet one(DataSet all, int n) {
        var some = NDArrayIndex.interval(n, n + 1);
        return new DataSet(
                all.getFeatures().get(some).dup().castTo(DataType.DOUBLE),
                all.getLabels().get(some).dup().castTo(DataType.DOUBLE),
                null,
                all.getLabelsMaskArray().get(some).dup().castTo(DataType.DOUBLE));
    }

    /** The share of every step of a sequence alone, by the probe that explains one example. */
    private static double[][] shares(TrainingSettings settings, DataSet one, INDArray parameters) {
        MultiLayerNetwork twin = Networks.twin(settings, task(settings));
        twin.setParams(parameters.castTo(DataType.DOUBLE));
        twin.setInput(one.getFeatures());
        twin.setLabels(one.getLabels());
        twin.setLayerMaskArrays(null, one.getLabelsMaskArray());
        return ExampleGradients.of(twin).shares();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimpleRnn", "LSTM", "GRU", "MinGRU", "JANET"})
    void signalAndNoiseAreThoseOfTheSequencesOneByOne(String cell) {
        TrainingSettings settings = Specs.settings(cell, FIXED);
        DataSet batch = sequences(settings);
        MultiLayerNetwork network = Networks.training(settings, task(settings), 1);
        TrainingDynamics dynamics = dynamics(settings, batch);
        dynamics.take("run", 0, network);
        double[][][] shares = new double[N][][];
        for (int n = 0; n < N; n++) {
            shares[n] = shares(settings, one(batch, n), network.params());
        }
        assertThat(dynamics.noise()).hasSize(12);
        for (NoiseRow row : dynamics.noise()) {
            int step = 11 - row.lag();
            int size = shares[0][step].length;
            double[] mean = new double[size];
            for (double[][] sequence : shares) {
                for (int i = 0; i < size; i++) {
                    mean[i] += sequence[step][i] / N;
                }
            }
            double variance = 0;
            for (double[][] sequence : shares) {
                for (int i = 0; i < size; i++) {
                    double off = sequence[step][i] - mean[i];
                    variance += off * off / (N - 1);
                }
            }
            double length = L2.of(mean);
            double signal = Math.sqrt(Math.max(0, length * length - variance / N));
            assertThat(row.meanL2()).isCloseTo(length, within(1e-12 * length));
            assertThat(row.noiseL2()).isCloseTo(Math.sqrt(variance), within(1e-9 * length));
            assertThat(row.signalL2()).isCloseTo(signal, within(1e-6 * length));
            assertThat(row.signalToNoise()).isCloseTo(signal / Math.sqrt(variance), within(1e-5));
            assertThat(row.batchSignalToNoise()).isCloseTo(2 * row.signalToNoise(), within(1e-12));
        }
    }

    /** The same sequence over and over has no noise, and its ratio is none. */
    @Test
    void equalSequencesHaveNoNoise() {
        TrainingSettings settings = Specs.settings("GRU", FIXED);
        DataSet one = one(sequences(settings), 0);
        DataSet twice =
                new DataSet(
                        Nd4j.concat(0, one.getFeatures(), one.getFeatures()),
                        Nd4j.concat(0, one.getLabels(), one.getLabels()),
                        null,
                        Nd4j.concat(0, one.getLabelsMaskArray(), one.getLabelsMaskArray()));
        TrainingDynamics dynamics = dynamics(settings, twice);
        dynamics.take("run", 0, Networks.training(settings, task(settings), 1));
        for (NoiseRow row : dynamics.noise()) {
            assertThat(row.noiseL2()).isLessThan(1e-7 * row.meanL2());
            assertThat(row.signalL2()).isCloseTo(row.meanL2(), within(1e-12));
        }
    }

    /** h_t = w·h_{t−1} + …: every singular value is w to the lag, the exponent ln w. */
    @Test
    void aLinearUnitsSpectraArePowersOfItsWeight() {
        TrainingSettings settings =
                Specs.settings(
                        "SimpleRnn",
                        FIXED.replace("hiddenSize: 3", "hiddenSize: 1") + "activation: identity");
        MultiLayerNetwork network = Networks.training(settings, task(settings), 1);
        network.getLayer(0).getParam("RW").assign(0.75);
        TrainingDynamics dynamics = dynamics(settings, sequences(settings));
        dynamics.take("run", 0, network);
        SpectrumRow row = dynamics.spectra().get(0);
        assertThat(dynamics.spectra()).hasSize(1);
        assertThat(row.rank()).isEqualTo(1);
        assertThat(row.lyapunovExponent()).isCloseTo(Math.log(0.75), within(1e-12));
        assertThat(row.singularValue1()).isCloseTo(0.75, within(1e-12));
        assertThat(row.singularValue8()).isCloseTo(Math.pow(0.75, 8), within(1e-12));
        assertThat(row.singularValue32()).isNull();
        assertThat(row.singularValueLast()).isCloseTo(Math.pow(0.75, 11), within(1e-12));
    }

    /** The whole matrix by central differences of the score, the loss that is trained with. */
    @ParameterizedTest
    @CsvSource({"SimpleRnn, sgd", "LSTM, adam", "GRU, rmsprop", "MinGRU, momentum"})
    void sharpnessIsTheLargestEigenvalueOfTheWholeHessian(String cell, String optimizer) {
        TrainingSettings settings = Specs.settings(cell, FIXED + "optimizer: " + optimizer);
        Task task = task(settings);
        DataSet batch = sequences(settings);
        MultiLayerNetwork network = Networks.training(settings, task, 1);
        for (int i = 0; i < 5; i++) {
            network.fit(task.trainingBatch(1, i, 4));
        }
        TrainingDynamics dynamics = dynamics(settings, batch);
        dynamics.take("run", 5, network);
        SharpnessRow row = dynamics.sharpness().get(0);
        double[][] hessian = hessian(settings, batch, Norms.values(network.params()));
        double largest = largest(hessian);
        assertThat(row.sharpness()).isCloseTo(largest, within(2e-3 * Math.abs(largest)));
        assertThat(row.residual()).isLessThan(2e-3 * Math.abs(largest));
        double own = largest;
        var scales = Preconditioner.of(network, 5);
        assertThat(scales.isPresent()).isEqualTo(settings.fit().optimizer().preconditions());
        if (scales.isPresent()) {
            double[] p = scales.get();
            for (int i = 0; i < p.length; i++) {
                for (int j = 0; j < p.length; j++) {
                    hessian[i][j] /= Math.sqrt(p[i] * p[j]);
                }
            }
            own = largest(hessian);
            assertThat(row.preconditionedSharpness()).isCloseTo(own, within(2e-3 * Math.abs(own)));
        } else {
            assertThat(row.preconditionedSharpness()).isNaN();
        }
        double factor =
                switch (optimizer) {
                    case "adam" -> 38;
                    case "momentum" -> 3.8;
                    default -> 2;
                };
        assertThat(row.threshold()).isCloseTo(factor / 0.05, within(1e-9));
        assertThat(row.overThreshold()).isCloseTo(own * 0.05 / factor, within(0.01 * own));
    }

    private static double[][] hessian(
            TrainingSettings settings, DataSet batch, double... parameters) {
        MultiLayerNetwork twin = Networks.twin(settings, task(settings));
        double step = 1e-4;
        double[][] hessian = new double[parameters.length][parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int signs = 0; signs < 4; signs++) {
                    double[] moved = parameters.clone();
                    int a = (signs & 1) == 0 ? 1 : -1;
                    int b = (signs & 2) == 0 ? 1 : -1;
                    moved[i] += a * step;
                    moved[j] += b * step;
                    sum += a * b * loss(twin, batch, moved);
                }
                hessian[i][j] = sum / (4 * step * step);
                hessian[j][i] = hessian[i][j];
            }
        }
        return hessian;
    }

    private static double loss(MultiLayerNetwork twin, DataSet batch, double... parameters) {
        twin.setParams(Nd4j.createFromArray(parameters).reshape(twin.params().shape()));
        DataSet all =
                new DataSet(
                        batch.getFeatures().castTo(DataType.DOUBLE),
                        batch.getLabels().castTo(DataType.DOUBLE),
                        null,
                        batch.getLabelsMaskArray().castTo(DataType.DOUBLE));
        return twin.score(all, true);
    }

    private static double largest(double[][] matrix) {
        var eigen =
                new org.apache.commons.math3.linear.EigenDecomposition(
                        new org.apache.commons.math3.linear.Array2DRowRealMatrix(matrix));
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : eigen.getRealEigenvalues()) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    @Test
    void beforeTheFirstUpdateAndForPartsOfASequenceThereIsNoThresholdToCompareWith() {
        TrainingSettings adam = Specs.settings("GRU", FIXED);
        TrainingDynamics first = dynamics(adam, sequences(adam));
        first.take("run", 0, Networks.training(adam, task(adam), 1));
        SharpnessRow row = first.sharpness().get(0);
        assertThat(row.sharpness()).isFinite();
        assertThat(row.threshold()).isCloseTo(38 / 0.05, within(1e-9));
        assertThat(row.overThreshold()).isNaN();
        TrainingSettings cut = Specs.settings("GRU", FIXED + "optimizer: sgd, tbpttLength: 4");
        TrainingDynamics windows = dynamics(cut, sequences(cut));
        windows.take("run", 0, Networks.training(cut, task(cut), 1));
        assertThat(windows.sharpness().get(0).threshold()).isNaN();
        assertThat(windows.sharpness().get(0).overThreshold()).isNaN();
    }

    @Test
    void lookingAgainGivesTheSameBitsAndChangesNothing() {
        TrainingSettings settings = Specs.settings("LSTM", FIXED);
        MultiLayerNetwork network = Networks.training(settings, task(settings), 1);
        double[] before = Norms.values(network.params());
        TrainingDynamics one = dynamics(settings, sequences(settings));
        one.take("run", 0, network);
        one.take("run", 0, network);
        TrainingDynamics other = dynamics(settings, sequences(settings));
        other.take("run", 0, network);
        assertThat(one.noise().subList(12, 24)).isEqualTo(other.noise());
        assertThat(one.noise().subList(0, 12)).isEqualTo(other.noise());
        int ranks = other.spectra().size();
        assertThat(one.spectra().subList(ranks, 2 * ranks)).isEqualTo(other.spectra());
        assertThat(List.of(one.sharpness().get(1))).isEqualTo(other.sharpness());
        assertThat(Norms.values(network.params())).isEqualTo(before);
        assertThat(other.spectra()).extracting(SpectrumRow::rank).containsExactly(1, 2, 4, 6);
    }
}
