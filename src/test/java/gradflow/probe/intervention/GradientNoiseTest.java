package gradflow.probe.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.probe.Tiny;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class GradientNoiseTest {
    private static final int BATCH = 16;
    private static final double VARIANCE = 0.3;
    private MultiLayerNetwork network;

    @BeforeEach
    void aNetworkWithABatch() {
        TrainingSettings settings = Tiny.settings(Cell.LSTM, HiddenActivation.TANH, 40, 0.01, 0);
        network = Networks.training(settings, Tiny.TASK, 1);
        network.initGradientsView();
        // They tell the network how large the batch is.
        DataSet batch = Tiny.TASK.trainingBatch(1, 0, BATCH);
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
    }

    /** What is added to the gradient of the mean, one number for each parameter. */
    private double[] added(GradientNoise noise, int iteration, double gradient) {
        INDArray gradients = network.getFlattenedGradients();
        gradients.assign(gradient);
        noise.apply(network, iteration);
        double[] sums = gradients.dup().data().asDouble();
        double[] added = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            added[i] = (sums[i] - gradient) / BATCH;
        }
        return added;
    }

    /** η/(1 + t)^0.55: 1 + t = 10 leaves 0.2818 of the variance, 100 leaves 0.0794. */
    @Test
    void theVarianceFallsAsInThePaper() {
        GradientNoise noise = new GradientNoise(VARIANCE, 1);
        assertThat(noise.deviation(0)).isCloseTo(Math.sqrt(0.3), within(1e-15));
        assertThat(noise.deviation(9)).isCloseTo(Math.sqrt(0.3 * 0.28183829312), within(1e-11));
        assertThat(noise.deviation(99)).isCloseTo(Math.sqrt(0.3 * 0.07943282347), within(1e-11));
    }

    /** Five deviations of the estimates: √(2/n) of the variance and 1/√n of the mean. */
    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void theNoiseIsNormalWithThatVarianceForTheMeanGradient(int iteration) {
        GradientNoise noise = new GradientNoise(VARIANCE, 1);
        double[] added = added(noise, iteration, 0);
        int n = added.length;
        assertThat(n).isGreaterThan(5000);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (double each : added) {
            double standard = each / noise.deviation(iteration);
            sum += standard;
            squares += standard * standard;
            fourths += Math.pow(standard, 4);
        }
        assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        // The fourth power has the mean 3 and the variance 105 − 9; of a uniform it would be 1.8.
        assertThat(fourths / n).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Test
    void itIsAddedToTheGradient() {
        double[] alone = added(new GradientNoise(VARIANCE, 3), 0, 0);
        double[] onTop = added(new GradientNoise(VARIANCE, 3), 0, 64);
        for (int i = 0; i < alone.length; i++) {
            // FLOAT around 64: 2^-17, of the sum over the batch.
            assertThat(onTop[i]).isCloseTo(alone[i], within(1e-5 / BATCH));
        }
    }

    @Test
    void theSeedDecides() {
        GradientNoise noise = new GradientNoise(VARIANCE, 1);
        double[] first = added(noise, 0, 0);
        assertThat(first).isEqualTo(added(new GradientNoise(VARIANCE, 1), 0, 0));
        assertThat(first).isNotEqualTo(added(new GradientNoise(VARIANCE, 2), 0, 0));
        assertThat(first).isNotEqualTo(added(noise, 0, 0));
    }
}
