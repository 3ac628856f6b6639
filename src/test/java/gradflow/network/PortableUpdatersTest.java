package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.settings.LearningRateSchedule;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class PortableUpdatersTest {
    private static final int SIZE = 300;

    private static GradientUpdater<?> updater(IUpdater config, DataType type) {
        return config.instantiate(Nd4j.zeros(type, 1, SIZE), true);
    }

    private static INDArray gradient(Random random, DataType type) {
        double[] values = new double[SIZE];
        for (int i = 1; i < SIZE; i++) {
            values[i] = random.nextGaussian() * Math.scalb(1.0, i % 40 - 20);
        }
        return Nd4j.createFromArray(values).castTo(type).reshape(1, SIZE);
    }

    /** FLOAT rounds at 6e-8. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void rmsPropUpdatesLikeNd4js(DataType type) {
        GradientUpdater<?> ours = updater(new PortableRmsProp(0.01), type);
        GradientUpdater<?> theirs = updater(new RmsProp(0.01), type);
        Random random = new Random(1);
        for (int iteration = 0; iteration < 5; iteration++) {
            INDArray g = gradient(random, type);
            INDArray expected = g.dup();
            ours.applyUpdater(g, iteration, 0);
            theirs.applyUpdater(expected, iteration, 0);
            assertThat(g.data().asDouble())
                    .containsExactly(
                            expected.data().asDouble(),
                            within(type == DataType.FLOAT ? 1e-7 : 1e-15));
        }
    }

    /** Bit by bit: one rounding of v, one of the update. */
    @Test
    void momentumIsItsFormula() {
        GradientUpdater<?> ours = updater(new PortableMomentum(0.01, 0.9), DataType.FLOAT);
        float[] v = new float[SIZE];
        Random random = new Random(2);
        for (int iteration = 0; iteration < 5; iteration++) {
            INDArray g = gradient(random, DataType.FLOAT);
            float[] expected = g.data().asFloat();
            ours.applyUpdater(g, iteration, 0);
            for (int i = 0; i < SIZE; i++) {
                double next = 0.9 * v[i] + expected[i];
                v[i] = (float) next;
                expected[i] = (float) (0.01 * next);
            }
            assertThat(g.data().asFloat()).isEqualTo(expected);
        }
    }

    @Test
    void withoutMomentumItIsGradientDescent() {
        GradientUpdater<?> ours = updater(new PortableMomentum(0.5, 0), DataType.DOUBLE);
        for (int iteration = 0; iteration < 3; iteration++) {
            INDArray g = gradient(new Random(iteration), DataType.DOUBLE);
            INDArray expected = g.mul(0.5);
            ours.applyUpdater(g, iteration, 0);
            assertThat(g).isEqualTo(expected);
        }
    }

    /** One power against a product of powers: a few units in the last place. */
    @Test
    void theExponentialIsNd4js() {
        int all = 100;
        ISchedule ours = new RunSchedule(LearningRateSchedule.EXPONENTIAL, 0.3, 0.01, all);
        ISchedule theirs =
                new ExponentialSchedule(ScheduleType.ITERATION, 0.3, Math.pow(0.01, 1.0 / all));
        for (int iteration = 0; iteration < all; iteration++) {
            assertThat(ours.valueAt(iteration, 0))
                    .isCloseTo(theirs.valueAt(iteration, 0), within(1e-14));
        }
    }

    @Test
    void theOthersHaveTheirCorners() {
        LearningRateSchedule line = LearningRateSchedule.LINEAR;
        assertThat(line.share(0, 0.1)).isEqualTo(1);
        assertThat(line.share(0.5, 0.1)).isCloseTo(0.55, within(1e-15));
        assertThat(line.share(1, 0.1)).isCloseTo(0.1, within(1e-15));
        LearningRateSchedule cosine = LearningRateSchedule.COSINE;
        assertThat(cosine.share(0, 0.1)).isEqualTo(1);
        assertThat(cosine.share(0.5, 0.1)).isCloseTo(0.55, within(1e-15));
        assertThat(cosine.share(1, 0.1)).isCloseTo(0.1, within(1e-15));
        LearningRateSchedule cycle = LearningRateSchedule.CYCLE;
        assertThat(cycle.share(0, 0.1)).isEqualTo(0.1);
        assertThat(cycle.share(0.45, 0.1)).isEqualTo(1);
        assertThat(cycle.share(0.225, 0.1)).isCloseTo(0.55, within(1e-15));
        assertThat(cycle.share(0.9, 0.1)).isCloseTo(0.1, within(1e-15));
        assertThat(cycle.share(1, 0.1)).isCloseTo(0.01, within(1e-15));
        assertThat(LearningRateSchedule.CONSTANT.share(0.7, 0.1)).isEqualTo(1);
    }

    @Test
    void theyAreClonedAndSurviveJson() {
        RunSchedule schedule = new RunSchedule(LearningRateSchedule.COSINE, 0.1, 0.01, 50);
        for (IUpdater updater :
                new IUpdater[] {new PortableMomentum(0.1, 0.8), new PortableRmsProp(0.1)}) {
            updater.setLrAndSchedule(Double.NaN, schedule);
            assertThat(updater.clone()).isEqualTo(updater).hasSameClassAs(updater);
            assertThat(updater.getLearningRate(25, 0)).isCloseTo(0.0505, within(1e-15));
            MultiLayerConfiguration configuration =
                    new NeuralNetConfiguration.Builder()
                            .updater(updater)
                            .list()
                            .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                            .build();
            assertThat(MultiLayerConfiguration.fromJson(configuration.toJson()))
                    .isEqualTo(configuration);
            assertThat(configuration.toJson())
                    .contains(updater.getClass().getSimpleName(), "RunSchedule");
        }
    }
}
