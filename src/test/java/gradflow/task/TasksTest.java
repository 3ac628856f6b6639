package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TaskSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksTest {
    private static final Path DATA = Path.of("data");

    @ParameterizedTest
    @CsvSource({
        "adding, 4, 0, 1",
        "copy-memory, 21, 0, 9",
        "copy-memory, 21, 8, 9",
        "copy-memory, 21, 2, 3",
        "digits, 8, 0, 10",
        "digits, 8, 10, 10",
        "lagged-xor, 6, 0, 2",
        "lagged-xor, 6, 2, 2",
        "latch, 4, 0, 2",
        "latch, 4, 2, 2",
        "parity, 2, 0, 2",
        "parity, 2, 2, 2",
        "recall, 1, 0, 2",
        "recall, 1, 2, 2",
        "temporal-order, 10, 0, 4",
        "temporal-order, 10, 4, 4",
        "temporal-order, 10, 8, 8"
    })
    void everyTaskHasShortestSequencesAndItsClasses(
            String name, int length, int classes, int outputs) {
        Tasks.check(new TaskSettings(name, length, classes, ""));
        Task task = Tasks.create(new TaskSettings(name, length, classes, ""), DATA);
        assertThat(task.outputSize()).isEqualTo(outputs);
        assertThat(task.sequenceLength()).isEqualTo(length);
        assertThat(task.trainingBatch(0, 0, 2).getLabels().shape())
                .containsExactly(2, outputs, length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            adding         |  3 |  0 | sequenceLength must be at least 4 for adding, not 3
            adding         |  4 |  1 | classes must be 0 (it has none) for adding, not 1
            copy-memory    | 20 |  0 | sequenceLength must be at least 21 for copy-memory, not 20
            copy-memory    | 21 |  1 | classes must be 2 or more for copy-memory, not 1
            digits         |  8 | 12 | classes must be 0 (its own) or 10 for digits, not 12
            lagged-xor     |  1 |  0 | sequenceLength must be at least 2 for lagged-xor, not 1
            lagged-xor     |  9 |  3 | classes must be 0 (its own) or 2 for lagged-xor, not 3
            lagged-xor     |  5 |  0 | lag must be between 1 and 4 (the sequenceLength − 1), not 5
            latch          |  3 |  0 | sequenceLength must be at least 4 for latch, not 3
            latch          |  4 |  3 | classes must be 0 (its own) or 2 for latch, not 3
            parity         |  1 |  0 | sequenceLength must be at least 2 for parity, not 1
            parity         |  2 |  1 | classes must be 0 (its own) or 2 for parity, not 1
            recall         |  5 |  4 | classes must be 0 (its own) or 2 for recall, not 4
            temporal-order |  5 |  4 | sequenceLength must be at least 10 for temporal-order with 4 classes, not 5
            temporal-order |  9 |  8 | sequenceLength must be at least 10 for temporal-order with 8 classes, not 9
            temporal-order | 10 | 16 | classes must be 4 or 8 for temporal-order, not 16
            """)
    void whatATaskCannotDoIsAMistake(String name, int length, int classes, String expected) {
        TaskSettings settings = new TaskSettings(name, length, classes, "");
        assertThatThrownBy(() -> Tasks.create(settings, DATA))
                .isInstanceOf(UserMistake.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> Tasks.check(settings)).hasMessage(expected);
    }

    /** An override may still change what is checked, so no data are touched. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            digits               | 7    | -    | sequenceLength must divide the 64 pixels of a digit
            permuted-digits      | 7    | -    | sequenceLength must divide the 64 pixels of a digit
            mnist                | 100  | -    | sequenceLength must divide the 784 pixels of an image
            permuted-mnist       | 100  | x    | sequenceLength must divide the 784 pixels of an image
            fashion-mnist        | 3    | -    | sequenceLength must divide the 784 pixels of an image
            ecg                  | 100  | x    | dataPath must be left out for ecg
            adding               | 100  | x    | dataPath must be left out for adding
            mnist                | 784  | -    | -
            forecast             | 100  | -    | -
            polyphonic           | 100  | -    | -
            characters           | 100  | none | -
            adding               | 2000000000 | - | -
            """)
    void whatNeedsNoDataIsCheckedWithoutThem(
            String name, int length, String path, String expected) {
        TaskSettings settings = new TaskSettings(name, length, 0, path.replace("-", ""));
        if (expected.equals("-")) {
            assertThatCode(() -> Tasks.check(settings)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Tasks.check(settings)).hasMessageContaining(expected);
        }
    }

    @Test
    void aLagIsForTheTaskThatHasOne() {
        TaskSettings adding = new TaskSettings("adding", 9, 0, "", TableSettings.DEFAULTS, 3);
        assertThatThrownBy(() -> Tasks.check(adding))
                .isInstanceOf(UserMistake.class)
                .hasMessage("lag must be left out for adding; only lagged-xor has one, not 3");
        assertThatThrownBy(() -> new TaskSettings("adding", 9, 0, "", TableSettings.DEFAULTS, -1))
                .hasMessage("lag must be 0 (the task's own) or above, not -1");
        TaskSettings far = new TaskSettings("lagged-xor", 9, 0, "", TableSettings.DEFAULTS, 9);
        assertThatThrownBy(() -> Tasks.check(far))
                .hasMessage("lag must be between 1 and 8 (the sequenceLength − 1), not 9");
    }

    @ParameterizedTest
    @CsvSource({"copymemory, copy-memory", "temporal_order, temporal-order", "addin, adding"})
    void anUnknownNameIsAnsweredWithTheNearest(String unknown, String nearest) {
        assertThatThrownBy(() -> Tasks.create(new TaskSettings(unknown, 30, 0, ""), DATA))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "unknown task '" + unknown + "'; did you mean '" + nearest + "'?");
    }
}
