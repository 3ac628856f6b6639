package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.task.Chance;
import gradflow.task.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityTaskTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 51})
    void anOddNumberOfOnesIsClassOne(int length) {
        Decoded batch = new Decoded(new ParityTask(length).trainingBatch(1, 0, 200));
        for (int b = 0; b < batch.size; b++) {
            int ones = 0;
            for (int t = 0; t < length; t++) {
                assertThat(batch.feature(b, 0, t)).isIn(-1f, 1f);
                ones += batch.feature(b, 0, t) > 0 ? 1 : 0;
            }
            assertThat(batch.labelAtTheEnd(b)).isEqualTo(ones % 2);
        }
    }

    @Test
    void allSequencesAreEquallyLikely() {
        Decoded batch = new Decoded(new ParityTask(4).trainingBatch(2, 0, 20_000));
        long[] sequences = new long[16];
        long[] labels = new long[2];
        for (int b = 0; b < batch.size; b++) {
            int number = 0;
            for (int t = 0; t < 4; t++) {
                number = 2 * number + (batch.feature(b, 0, t) > 0 ? 1 : 0);
            }
            sequences[number]++;
            labels[batch.label(b, 3)]++;
        }
        Chance.assertUniform(sequences);
        Chance.assertUniform(labels);
    }
}
