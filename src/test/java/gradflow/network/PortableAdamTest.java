package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class PortableAdamTest {
    private static final int SIZE = 1001;

    private static GradientUpdater<?> updater(Adam adam, DataType dataType) {
        return adam.instantiate(Nd4j.zeros(dataType, 1, 2 * SIZE), true);
    }

    /**
     * FLOAT rounds at 6e-8, and ND4J computes the factor before m in FLOAT, too: 1 − β₂ is 6e-5
     * off.
     */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void updatesLikeNd4js(DataType dataType) {
        GradientUpdater<?> ours = updater(new PortableAdam(0.01), dataType);
        GradientUpdater<?> theirs = updater(new Adam(0.01), dataType);
        Random random = new Random(1);
        for (int iteration = 0; iteration < 5; iteration++) {
            double[] values = new double[SIZE];
            for (int i = 1; i < SIZE; i++) {
                values[i] = random.nextGaussian() * Math.scalb(1.0, i % 40 - 20);
            }
            INDArray g = Nd4j.createFromArray(values).castTo(dataType).reshape(1, SIZE);
            INDArray expected = g.dup();
            ours.applyUpdater(g, iteration, 0);
            theirs.applyUpdater(expected, iteration, 0);
            assertThat(g.data().asDouble())
                    .containsExactly(
                            expected.data().asDouble(),
                            within(dataType == DataType.FLOAT ? 1e-6 : 1e-16));
            assertThat(g.getDouble(0)).isZero();
        }
    }

    @Test
    void halvesTheRateLikeNd4jsSchedule() {
        HalvingSchedule halving = new HalvingSchedule(0.3, 7);
        StepSchedule step = new StepSchedule(ScheduleType.ITERATION, 0.3, 0.5, 7);
        for (int iteration = 0; iteration < 100; iteration++) {
            assertThat(halving.valueAt(iteration, 0)).isEqualTo(step.valueAt(iteration, 0));
        }
        PortableAdam adam = new PortableAdam(halving);
        assertThat(adam.getLearningRate(14, 0)).isEqualTo(0.075);
    }

    @Test
    void isClonedAndSurvivesJson() {
        PortableAdam adam = new PortableAdam(0.1, 0.8, 0.9, 1e-7);
        adam.setLearningRateSchedule(new HalvingSchedule(0.1, 10));
        assertThat(adam.clone()).isEqualTo(adam).isInstanceOf(PortableAdam.class);
        assertThat(adam).isNotEqualTo(new Adam(0.1, 0.8, 0.9, 1e-7));
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .updater(adam)
                        .list()
                        .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                        .build();
        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson()))
                .isEqualTo(configuration);
        assertThat(configuration.toJson()).contains("PortableAdam", "HalvingSchedule");
    }
}
