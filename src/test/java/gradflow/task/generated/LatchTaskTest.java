package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.task.Chance;
import gradflow.task.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatchTaskTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 30})
    void theSignOfTheFirstThreeStepsIsTheClass(int length) {
        Decoded batch = new Decoded(new LatchTask(length).trainingBatch(1, 0, 200));
        for (int b = 0; b < batch.size; b++) {
            int label = batch.labelAtTheEnd(b);
            for (int t = 0; t < 3; t++) {
                assertThat(batch.feature(b, 0, t)).isEqualTo(label == 1 ? 1f : -1f);
            }
            for (int t = 3; t < length; t++) {
                assertThat(Math.abs(batch.feature(b, 0, t))).isNotIn(0f, 1f);
            }
        }
    }

    /** The square of a normal number of variance v has variance 2·v². */
    @Test
    void classesAreEquallyLikelyAndTheRestIsNoiseOfVarianceAFifth() {
        int size = 10_000;
        int length = 13;
        Decoded batch = new Decoded(new LatchTask(length).trainingBatch(2, 0, size));
        long[] labels = new long[2];
        double sum = 0;
        double squares = 0;
        double products = 0;
        long withinOneDeviation = 0;
        for (int b = 0; b < size; b++) {
            int label = batch.label(b, length - 1);
            labels[label]++;
            for (int t = 3; t < length; t++) {
                double value = batch.feature(b, 0, t);
                sum += value;
                squares += value * value;
                products += value * (2 * label - 1);
                withinOneDeviation += value * value < 0.2 ? 1 : 0;
            }
        }
        long numbers = size * (length - 3L);
        Chance.assertUniform(labels);
        Chance.assertMean(sum / numbers, numbers, 0, 0.2);
        Chance.assertMean(squares / numbers, numbers, 0.2, 2 * 0.2 * 0.2);
        Chance.assertMean(products / numbers, numbers, 0, 0.2);
        Chance.assertCount(withinOneDeviation, numbers, 0.6826894921370859);
    }
}
