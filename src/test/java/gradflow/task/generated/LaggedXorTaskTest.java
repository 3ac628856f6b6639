package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.task.Chance;
import gradflow.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class LaggedXorTaskTest {

    @ParameterizedTest
    @CsvSource({"2, 1", "9, 3", "30, 29"})
    void everyLabelledStepAsksForTheXorOverTheLag(int length, int lag) {
        int size = 50;
        DataSet batch = new LaggedXorTask(length, lag).trainingBatch(1, 0, size);
        for (int b = 0; b < size; b++) {
            for (int t = 0; t < length; t++) {
                double x = batch.getFeatures().getDouble(b, 0, t);
                assertThat(Math.abs(x)).isEqualTo(1);
                assertThat(batch.getLabelsMaskArray().getDouble(b, t)).isEqualTo(t < lag ? 0 : 1);
                if (t >= lag) {
                    int differ = x == batch.getFeatures().getDouble(b, 0, t - lag) ? 0 : 1;
                    assertThat(batch.getLabels().getDouble(b, differ, t)).isEqualTo(1);
                    assertThat(batch.getLabels().getDouble(b, 1 - differ, t)).isZero();
                }
            }
        }
    }

    /** Neither of the two bits tells the answer, nor does any other one. */
    @Test
    void noBitByItselfSaysAnything() {
        int size = 4_000;
        int length = 6;
        DataSet batch = new LaggedXorTask(length, 2).trainingBatch(3, 0, size);
        for (int t = 0; t < length; t++) {
            long equal = 0;
            for (int b = 0; b < size; b++) {
                boolean bit = batch.getFeatures().getDouble(b, 0, t) > 0;
                boolean label = batch.getLabels().getDouble(b, 1, length - 1) > 0;
                equal += bit == label ? 1 : 0;
            }
            Chance.assertCount(equal, size, 0.5);
        }
    }

    @Test
    void aConstantAnswerIsChance() {
        Task task = new LaggedXorTask(20, 5);
        Task.Score score =
                task.score(Nd4j.zeros(task.test().getLabels().shape()).addi(0.5), task.test());
        assertThat(score.loss()).isCloseTo(Math.log(2), within(1e-6));
        assertThat(score.metric()).isCloseTo(task.chanceLevel(), within(0.02));
        assertThat(task.source()).contains("Elman 1990").contains("lag of 5");
    }
}
