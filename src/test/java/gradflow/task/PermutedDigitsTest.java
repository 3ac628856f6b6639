package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.TaskSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class PermutedDigitsTest {
    private static final Path DATA = Path.of("data");
    private final Task task = permuted(64);

    @Test
    void theGivenOrderIsWhatItAlwaysWas() {
        // Recorded before there was a permuted order.
        assertThat(hashOfDigits())
                .isEqualTo("de2a6b5ae4fef2c7d372e0f1590a02b8e1714740ce62fd1fcef0605b459160bf");
    }

    @Test
    void everyDigitIsReadInTheSameRandomOrder() {
        List<Integer> order = new ArrayList<>();
        for (int pixel = 0; pixel < 64; pixel++) {
            order.add(pixel);
        }
        Random random = new Random(2015);
        for (int i = 63; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        DataSet plain =
                Tasks.create(new TaskSettings("digits", 64, 0, ""), DATA).trainingBatch(5, 2, 4);
        DataSet permuted = task.trainingBatch(5, 2, 4);
        assertThat(permuted.getLabels()).isEqualTo(plain.getLabels());
        for (int b = 0; b < 4; b++) {
            for (int t = 0; t < 64; t++) {
                assertThat(permuted.getFeatures().getDouble(b, 0, t))
                        .isEqualTo(plain.getFeatures().getDouble(b, 0, order.get(t)));
            }
        }
    }

    @Test
    void severalPixelsAStepKeepTheOrder() {
        DataSet eight = permuted(8).trainingBatch(5, 2, 4);
        DataSet one = task.trainingBatch(5, 2, 4);
        for (int p = 0; p < 64; p++) {
            assertThat(eight.getFeatures().getDouble(3, p % 8, p / 8))
                    .isEqualTo(one.getFeatures().getDouble(3, 0, p));
        }
        assertThat(task.source()).contains("permutation");
        assertThat(BatchHash.of(task)).isEqualTo(BatchHash.of(permuted(64)));
    }

    @Test
    void lengthAndDataPathAreChecked() {
        assertThatThrownBy(() -> permuted(63))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "sequenceLength must divide the 64 pixels of a digit (64 pixel by pixel, 8 row by row), not 63");
        assertThatThrownBy(() -> permuted(0)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> RealTasks.create("permuted-digits", 64, "mine", DATA))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("dataPath must be left out for permuted-digits");
    }

    private static Task permuted(int sequenceLength) {
        return RealTasks.create("permuted-digits", sequenceLength, "", DATA).orElseThrow();
    }

    private static String hashOfDigits() {
        return BatchHash.of(Tasks.create(new TaskSettings("digits", 8, 0, ""), DATA));
    }
}
