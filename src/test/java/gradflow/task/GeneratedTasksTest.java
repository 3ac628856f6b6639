package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.settings.TaskSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What all tasks have in common whose examples are drawn. */
class GeneratedTasksTest {
    private static final int LENGTH = 60;

    @ParameterizedTest
    @CsvSource({
        "adding, 2, 1, 60",
        "copy-memory, 10, 9, 3600",
        "lagged-xor, 1, 2, 3300",
        "latch, 1, 2, 60",
        "parity, 1, 2, 60",
        "temporal-order, 8, 4, 60"
    })
    void shapesAreThoseOfTheTask(String name, int inputs, int outputs, int labelled) {
        Task task = task(name);
        assertThat(task.inputSize()).isEqualTo(inputs);
        assertThat(task.outputSize()).isEqualTo(outputs);
        assertThat(task.sequenceLength()).isEqualTo(LENGTH);
        DataSet batch = task.trainingBatch(1, 0, 60);
        assertThat(batch.getFeatures().shape()).containsExactly(60, inputs, LENGTH);
        assertThat(batch.getLabels().shape()).containsExactly(60, outputs, LENGTH);
        assertThat(batch.getLabelsMaskArray().shape()).containsExactly(60, LENGTH);
        assertThat(batch.getLabelsMaskArray().sumNumber().intValue()).isEqualTo(labelled);
        assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(batch.getLabels().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(batch.getLabelsMaskArray().dataType()).isEqualTo(DataType.FLOAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adding", "copy-memory", "lagged-xor", "latch", "parity", "temporal-order"})
    void seedAndIndexAloneMakeABatch(String name) {
        Task task = task(name);
        float[][] batch = values(task.trainingBatch(3, 5, 16));
        IntStream.range(0, 4).forEach(index -> task.trainingBatch(3, index, 16));
        assertThat(values(task.trainingBatch(3, 5, 16))).isDeepEqualTo(batch);
        assertThat(values(task(name).trainingBatch(3, 5, 16))).isDeepEqualTo(batch);
        assertThat(values(task.trainingBatch(4, 5, 16))[0]).isNotEqualTo(batch[0]);
        assertThat(values(task.trainingBatch(3, 6, 16))[0]).isNotEqualTo(batch[0]);
        assertThat(values(task.trainingBatch(4, 4, 16))[0]).isNotEqualTo(batch[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adding", "copy-memory", "lagged-xor", "latch", "parity", "temporal-order"})
    void heldOutDataAreTheSameForEveryTask(String name) {
        Task task = task(name);
        float[][] validation = values(task.validation());
        float[][] test = values(task.test());
        task.trainingBatch(1, 0, 4);
        assertThat(values(task.validation())).isDeepEqualTo(validation);
        assertThat(values(task(name).validation())).isDeepEqualTo(validation);
        assertThat(values(task(name).test())).isDeepEqualTo(test);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adding", "copy-memory", "lagged-xor", "latch", "parity", "temporal-order"})
    void noExampleIsHeldOutAndTrainedOn(String name) {
        Task task = task(name);
        Set<String> training = new HashSet<>();
        for (int index = 0; index < 20; index++) {
            training.addAll(new Decoded(task.trainingBatch(index % 2, index, 64)).examples());
        }
        Set<String> validation = new Decoded(task.validation()).examples();
        Set<String> test = new Decoded(task.test()).examples();
        assertThat(training).hasSize(20 * 64);
        assertThat(validation).hasSize(512).doesNotContainAnyElementsOf(training);
        assertThat(test).hasSize(512).doesNotContainAnyElementsOf(training);
        assertThat(test).doesNotContainAnyElementsOf(validation);
    }

    @ParameterizedTest
    @CsvSource({
        "adding, 0.95, 0.0784, share_within_0.04, LINEAR",
        "copy-memory, 0.95, 0.125, recall_accuracy, SOFTMAX",
        "lagged-xor, 0.95, 0.5, accuracy, SOFTMAX",
        "latch, 0.99, 0.5, accuracy, SOFTMAX",
        "parity, 0.95, 0.5, accuracy, SOFTMAX",
        "temporal-order, 0.95, 0.25, accuracy, SOFTMAX"
    })
    void solvedFromItsShareOn(
            String name, double share, double chance, String metric, String readout) {
        Task task = task(name);
        assertThat(task.isSolved(new Task.Score(9, share))).isTrue();
        assertThat(task.isSolved(new Task.Score(0, Math.nextDown(share)))).isFalse();
        assertThat(task.isSolved(new Task.Score(Double.NaN, Double.NaN))).isFalse();
        assertThat(task.solveRule()).startsWith(Math.round(100 * share) + " % of the validation ");
        assertThat(task.chanceLevel()).isCloseTo(chance, within(1e-15));
        assertThat(task.metricName()).isEqualTo(metric);
        assertThat(task.readout()).hasToString(readout);
        assertThat(task.isLowerBetter()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adding", "copy-memory", "lagged-xor", "latch", "parity", "temporal-order"})
    void theLabelsThemselvesAreAPerfectAnswer(String name) {
        Task task = task(name);
        Task.Score score = task.score(task.test().getLabels(), task.test());
        assertThat(score).isEqualTo(new Task.Score(0, 1));
    }

    @ParameterizedTest
    @CsvSource({"latch, 10, 0", "parity, 10, 0", "temporal-order, 10, 4", "temporal-order, 10, 8"})
    void answeringOneClassReachesChance(String name, int length, int classes) {
        int size = 10_000;
        Task task = Tasks.create(new TaskSettings(name, length, classes, ""), Path.of("no data"));
        DataSet batch = task.trainingBatch(8, 0, size);
        for (int answer = 0; answer < task.outputSize(); answer++) {
            INDArray predictions = Nd4j.zeros(size, task.outputSize(), length);
            predictions
                    .get(NDArrayIndex.all(), NDArrayIndex.point(answer), NDArrayIndex.all())
                    .assign(1);
            long right = Math.round(task.score(predictions, batch).metric() * size);
            Chance.assertCount(right, size, task.chanceLevel());
        }
    }

    private static Task task(String name) {
        return Tasks.create(new TaskSettings(name, LENGTH, 0, ""), Path.of("no data"));
    }

    private static float[][] values(DataSet batch) {
        return new Decoded(batch).values();
    }
}
