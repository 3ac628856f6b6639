package gradflow.task.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.TaskSettings;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class DigitsTaskTest {
    private static final Path DATA = Path.of("data");
    private final Task pixels = Tasks.create(new TaskSettings("digits", 64, 0, ""), DATA);

    @Test
    void aBatchIsPixelByPixelWithItsLabelAtTheLastStep() {
        DataSet batch = pixels.trainingBatch(1, 0, 3);
        assertThat(batch.getFeatures().shape()).containsExactly(3, 1, 64);
        assertThat(batch.getLabels().shape()).containsExactly(3, 10, 64);
        assertThat(batch.getLabelsMaskArray().shape()).containsExactly(3, 64);
        assertThat(batch.getLabelsMaskArray().sumNumber().intValue()).isEqualTo(3);
        assertThat(batch.getLabelsMaskArray().getColumn(63).sumNumber().intValue()).isEqualTo(3);
        assertThat(batch.getLabels().tensorAlongDimension(63, 0, 1).sumNumber().intValue())
                .isEqualTo(3);
        assertThat(batch.getLabels().sumNumber().intValue()).isEqualTo(3);
        assertThat(batch.getFeatures().maxNumber().doubleValue()).isEqualTo(1);
    }

    @Test
    void rowByRowHoldsTheSamePixels() {
        Task rows = Tasks.create(new TaskSettings("digits", 8, 0, ""), DATA);
        DataSet byRow = rows.trainingBatch(5, 2, 4);
        DataSet byPixel = pixels.trainingBatch(5, 2, 4);
        assertThat(byRow.getFeatures().shape()).containsExactly(4, 8, 8);
        for (int pixel = 0; pixel < 64; pixel++) {
            assertThat(byRow.getFeatures().getDouble(3, pixel % 8, pixel / 8))
                    .isEqualTo(byPixel.getFeatures().getDouble(3, 0, pixel));
        }
    }

    @Test
    void theOrderDependsOnTheSeedAlone() {
        assertThat(pixels.trainingBatch(1, 7, 8)).isEqualTo(pixels.trainingBatch(1, 7, 8));
        assertThat(pixels.trainingBatch(1, 7, 8)).isNotEqualTo(pixels.trainingBatch(2, 7, 8));
        assertThat(pixels.trainingBatch(1, 7, 8)).isNotEqualTo(pixels.trainingBatch(1, 8, 8));
    }

    @Test
    void anEpochShowsEveryTrainingExampleOnceAndNoneThatIsHeldOut() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 359; i++) {
            seen.addAll(examples(pixels.trainingBatch(3, i, 3)));
        }
        Set<String> validation = examples(pixels.validation());
        Set<String> test = examples(pixels.test());
        assertThat(seen).hasSize(1077);
        assertThat(validation).hasSize(360).doesNotContainAnyElementsOf(seen);
        assertThat(test).hasSize(360).doesNotContainAnyElementsOf(seen);
        assertThat(test).doesNotContainAnyElementsOf(validation);
    }

    @Test
    void predictionsAreScoredAtTheLastStep() {
        DataSet batch = pixels.trainingBatch(1, 0, 2);
        INDArray uniform = Nd4j.valueArrayOf(new long[] {2, 10, 64}, 0.1f);
        Task.Score guess = pixels.score(uniform, batch);
        assertThat(guess.loss())
                .isCloseTo(Math.log(10), org.assertj.core.api.Assertions.within(1e-6));
        Task.Score perfect = pixels.score(batch.getLabels(), batch);
        assertThat(perfect.loss()).isZero();
        assertThat(perfect.metric()).isEqualTo(1);
        assertThat(pixels.isSolved(perfect)).isTrue();
        assertThat(pixels.isSolved(new Task.Score(1, 0.89))).isFalse();
        Task.Score wrong = pixels.score(batch.getLabels().rsub(1), batch);
        assertThat(wrong.metric()).isZero();
        assertThat(wrong.loss())
                .isCloseTo(-Math.log(1e-10), org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void unknownTasksAndLengthsAreMistakes() {
        assertThatThrownBy(() -> Tasks.create(new TaskSettings("digit", 64, 0, ""), DATA))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("did you mean 'digits'?");
        assertThatThrownBy(() -> Tasks.create(new TaskSettings("digits", 63, 0, ""), DATA))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("sequenceLength must divide the 64 pixels");
    }

    private static Set<String> examples(DataSet batch) {
        Set<String> examples = new HashSet<>();
        for (int b = 0; b < batch.numExamples(); b++) {
            examples.add(
                    java.util.Arrays.toString(
                            batch.getFeatures().slice(b).reshape(64).toFloatVector()));
        }
        return examples;
    }
}
