package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.task.Chance;
import gradflow.task.Decoded;
import gradflow.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class AddingTaskTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 11, 50})
    void theSumIsThatOfOneMarkedNumberInEachHalf(int length) {
        Decoded batch = new Decoded(new AddingTask(length).trainingBatch(1, 0, 300));
        for (int b = 0; b < batch.size; b++) {
            int marksInFirstHalf = 0;
            int marks = 0;
            double sum = 0;
            for (int t = 0; t < length; t++) {
                assertThat(batch.feature(b, 0, t)).isBetween(0f, 1f);
                assertThat(batch.feature(b, 1, t)).isIn(0f, 1f);
                if (batch.feature(b, 1, t) == 1) {
                    marks++;
                    marksInFirstHalf += t < length / 2 ? 1 : 0;
                    sum += batch.feature(b, 0, t);
                }
            }
            assertThat(marks).isEqualTo(2);
            assertThat(marksInFirstHalf).isEqualTo(1);
            batch.assertNothingIsAskedBeforeTheEnd(b);
            assertThat((double) batch.label(b, 0, length - 1)).isCloseTo(sum, within(1e-6));
        }
    }

    @Test
    void marksAreUniformInTheirHalvesAndNumbersInZeroToOne() {
        int length = 9;
        int size = 20_000;
        Decoded batch = new Decoded(new AddingTask(length).trainingBatch(2, 0, size));
        long[] first = new long[4];
        long[] second = new long[5];
        long[] tenths = new long[10];
        for (int b = 0; b < size; b++) {
            for (int t = 0; t < length; t++) {
                tenths[Math.min(9, (int) (10 * batch.feature(b, 0, t)))]++;
                if (batch.feature(b, 1, t) == 1 && t < 4) {
                    first[t]++;
                } else if (batch.feature(b, 1, t) == 1) {
                    second[t - 4]++;
                }
            }
        }
        Chance.assertUniform(first);
        Chance.assertUniform(second);
        Chance.assertUniform(tenths);
    }

    /** E (s − 1)² = 1/6 and E (s − 1)⁴ = 1/15 for the sum s of two uniform numbers. */
    @Test
    void alwaysAnsweringOneReachesItsReference() {
        int size = 40_000;
        Task task = new AddingTask(4);
        DataSet batch = task.trainingBatch(3, 0, size);
        INDArray ones = Nd4j.ones(size, 1, 4);
        Task.Score score = task.score(ones, batch);
        Task.Reference reference = task.references().get(0);
        assertThat(reference.name()).isEqualTo("always 1");
        assertThat(reference.score().loss()).isEqualTo(1.0 / 6);
        assertThat(reference.score().metric()).isCloseTo(0.0784, within(1e-15));
        Chance.assertMean(score.loss(), size, 1.0 / 6, 1.0 / 15 - 1.0 / 36);
        Chance.assertCount(Math.round(score.metric() * size), size, 0.0784);
    }

    @Test
    void aSumIsRightWithinItsTolerance() {
        Task task = new AddingTask(4);
        DataSet batch = task.trainingBatch(1, 0, 10);
        assertThat(task.score(batch.getLabels().add(0.0399), batch).metric()).isEqualTo(1);
        assertThat(task.score(batch.getLabels().sub(0.0401), batch).metric()).isZero();
        assertThat(task.score(batch.getLabels().sub(0.5), batch).loss())
                .isCloseTo(0.25, within(1e-6));
    }
}
