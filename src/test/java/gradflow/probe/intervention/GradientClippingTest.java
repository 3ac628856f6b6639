package gradflow.probe.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.Clip;
import gradflow.model.Clipping;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.probe.Norms;
import gradflow.probe.Tiny;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** On the gradient of a network's first batch. FLOAT: seven digits, so 1e-6 of what is expected. */
class GradientClippingTest {
    private static final int BATCH = 16;
    private static final double FLOAT = 1e-6;

    private MultiLayerNetwork network;
    private INDArray gradient;
    private float[] before;

    @BeforeEach
    void takeAGradient() {
        TrainingSettings settings = Tiny.settings(Cell.LSTM, HiddenActivation.TANH, 3, 0.01, 0);
        network = Networks.training(settings, Tiny.TASK, 1);
        DataSet batch = Tiny.TASK.trainingBatch(1, 0, BATCH);
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        network.computeGradientAndScore();
        gradient = network.getFlattenedGradients();
        before = entries(gradient);
    }

    private static float[] entries(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** The norm of the mean gradient. */
    private static double norm(INDArray sum) {
        return Norms.l2(sum) / BATCH;
    }

    private double rateAfter(Clipping kind, double threshold) {
        GradientClipping clipping = new GradientClipping(new Clip(kind, threshold));
        clipping.apply(network, Norms.l2(gradient));
        return clipping.rate();
    }

    private static double largest(float... entries) {
        double largest = 0;
        for (float entry : entries) {
            largest = Math.max(largest, Math.abs(entry));
        }
        return largest;
    }

    private static void scaled(float[] after, float[] before, double factor) {
        for (int i = 0; i < before.length; i++) {
            assertThat((double) after[i])
                    .isCloseTo(factor * before[i], within(FLOAT * Math.abs(factor * before[i])));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.999, 0.5, 1e-4})
    void theNormOfAllParametersIsTheThresholdAndTheDirectionIsKept(double share) {
        double norm = norm(gradient);
        assertThat(rateAfter(Clipping.GLOBAL_NORM, share * norm)).isEqualTo(1);
        assertThat(norm(gradient)).isCloseTo(share * norm, within(FLOAT * norm));
        scaled(entries(gradient), before, share);
    }

    /** A threshold between the two layers' norms: one is clipped, the other left alone. */
    @Test
    void everyLayerHasItsOwnNorm() {
        INDArray recurrent = network.getLayer(0).getGradientsViewArray();
        INDArray output = network.getLayer(1).getGradientsViewArray();
        float[] recurrentBefore = entries(recurrent);
        float[] outputBefore = entries(output);
        double small = norm(recurrent);
        double large = norm(output);
        // Otherwise this test would have to be written the other way round.
        assertThat(large).isGreaterThan(1.5 * small);
        double threshold = (small + large) / 2;
        assertThat(rateAfter(Clipping.PER_LAYER, threshold)).isEqualTo(1);
        assertThat(entries(recurrent)).isEqualTo(recurrentBefore);
        assertThat(norm(output)).isCloseTo(threshold, within(FLOAT * threshold));
        scaled(entries(output), outputBefore, threshold / large);

        assertThat(rateAfter(Clipping.PER_LAYER, small / 2)).isEqualTo(1);
        assertThat(norm(recurrent)).isCloseTo(small / 2, within(FLOAT * small));
        assertThat(norm(output)).isCloseTo(small / 2, within(FLOAT * small));
        scaled(entries(recurrent), recurrentBefore, 0.5);
    }

    @Test
    void everyEntryIsBetweenTheThresholds() {
        double threshold = largest(before) / BATCH / 4;
        assertThat(rateAfter(Clipping.ELEMENT_WISE, threshold)).isEqualTo(1);
        float bound = (float) (threshold * BATCH);
        float[] after = entries(gradient);
        int clipped = 0;
        int negative = 0;
        for (int i = 0; i < before.length; i++) {
            boolean beyond = Math.abs(before[i]) > bound;
            assertThat(after[i]).isEqualTo(beyond ? Math.signum(before[i]) * bound : before[i]);
            clipped += beyond ? 1 : 0;
            negative += beyond && before[i] < 0 ? 1 : 0;
        }
        // Both ends are met, and the middle.
        assertThat(negative).isPositive();
        assertThat(clipped).isGreaterThan(negative).isLessThan(before.length);
    }

    @ParameterizedTest
    @EnumSource(Clipping.class)
    void belowTheThresholdNotABitIsChanged(Clipping kind) {
        // No norm of a layer and no entry is larger than the norm of all.
        assertThat(rateAfter(kind, 1.001 * norm(gradient))).isZero();
        assertThat(entries(gradient)).isEqualTo(before);
    }

    @Test
    void withoutClippingNothingIsClipped() {
        assertThat(rateAfter(Clipping.NONE, 0)).isZero();
        assertThat(entries(gradient)).isEqualTo(before);
    }

    @Test
    void theRateCountsTheIterationsInWhichAnythingWasClipped() {
        double norm = norm(gradient);
        GradientClipping clipping =
                new GradientClipping(new Clip(Clipping.GLOBAL_NORM, 0.75 * norm));
        assertThat(clipping.rate()).isNaN();
        clipping.apply(network, Norms.l2(gradient));
        assertThat(clipping.rate()).isEqualTo(1);
        gradient.muli(0.5);
        clipping.apply(network, Norms.l2(gradient));
        assertThat(clipping.rate()).isEqualTo(0.5);
        clipping.apply(network, Norms.l2(gradient));
        clipping.apply(network, Norms.l2(gradient));
        assertThat(clipping.rate()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @EnumSource(Clipping.class)
    void whatIsNotFiniteIsNotTouched(Clipping kind) {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            gradient.putScalar(5, wrong);
            float[] withIt = entries(gradient);
            assertThat(rateAfter(kind, 1e-6)).isZero();
            assertThat(entries(gradient)).isEqualTo(withIt);
        }
    }
}
