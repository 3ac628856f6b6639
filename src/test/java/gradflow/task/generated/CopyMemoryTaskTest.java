package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.task.Chance;
import gradflow.task.Decoded;
import gradflow.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class CopyMemoryTaskTest {

    @ParameterizedTest
    @CsvSource({"21, 8", "22, 2", "40, 5", "120, 8"})
    void theSymbolsComeBackAfterTheDelimiter(int length, int symbols) {
        Decoded batch = new Decoded(new CopyMemoryTask(length, symbols).trainingBatch(1, 0, 100));
        int delay = length - 20;
        for (int b = 0; b < batch.size; b++) {
            int[] shown = new int[length];
            int[] asked = new int[length];
            for (int t = 0; t < length; t++) {
                shown[t] = batch.symbol(b, t);
                asked[t] = batch.label(b, t);
                assertThat(batch.mask(b, t)).isEqualTo(1);
            }
            for (int t = 0; t < 10; t++) {
                assertThat(shown[t]).isLessThan(symbols);
                assertThat(asked[10 + delay + t]).isEqualTo(shown[t]);
            }
            for (int t = 10; t < length; t++) {
                assertThat(shown[t]).isEqualTo(t == 9 + delay ? symbols + 1 : symbols);
            }
            for (int t = 0; t < 10 + delay; t++) {
                assertThat(asked[t]).isEqualTo(symbols);
            }
        }
    }

    @Test
    void symbolsAreEquallyLikelyAtEveryStep() {
        Decoded batch = new Decoded(new CopyMemoryTask(21, 8).trainingBatch(2, 0, 10_000));
        for (int t = 0; t < 10; t++) {
            long[] counts = new long[8];
            for (int b = 0; b < batch.size; b++) {
                counts[batch.symbol(b, t)]++;
            }
            Chance.assertUniform(counts);
        }
    }

    /** It knows when to answer, and answers with all symbols at the same probability. */
    @ParameterizedTest
    @CsvSource({"21, 8", "40, 5"})
    void withoutMemoryTheReferenceIsReached(int length, int symbols) {
        int size = 4_000;
        Task task = new CopyMemoryTask(length, symbols);
        DataSet batch = task.trainingBatch(3, 0, size);
        float[][][] answer = new float[size][symbols + 1][length];
        for (float[][] example : answer) {
            for (int t = 0; t < length; t++) {
                for (int o = 0; o <= symbols; o++) {
                    example[o][t] =
                            t < length - 10
                                    ? (o == symbols ? 1 : 0)
                                    : o < symbols ? 1f / symbols : 0;
                }
            }
        }
        INDArray predictions = Nd4j.createFromArray(answer);
        Task.Score score = task.score(predictions, batch);
        Task.Reference reference = task.references().get(0);
        assertThat(reference.name()).isEqualTo("memoryless");
        assertThat(reference.score().loss())
                .isCloseTo(10 * Math.log(symbols) / length, within(1e-15));
        assertThat(reference.score().metric()).isEqualTo(1.0 / symbols);
        assertThat(score.loss()).isCloseTo(reference.score().loss(), within(1e-6));
        Chance.assertCount(Math.round(score.metric() * size * 10), size * 10L, 1.0 / symbols);
    }

    @Test
    void blanksBeforeTheAnswerDoNotCountAsRecalled() {
        Task task = new CopyMemoryTask(30, 8);
        DataSet batch = task.trainingBatch(1, 0, 5);
        INDArray blanks = Nd4j.zeros(5, 9, 30);
        for (int b = 0; b < 5; b++) {
            for (int t = 0; t < 30; t++) {
                blanks.putScalar(b, 8, t, 1);
            }
        }
        assertThat(task.score(blanks, batch).metric()).isZero();
    }
}
