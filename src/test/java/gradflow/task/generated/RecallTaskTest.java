package gradflow.task.generated;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.task.Task;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class RecallTaskTest {
    private final Task task = new RecallTask(7);

    @Test
    void theBitStandsAtTheFirstStepAndIsAskedForAtTheLast() {
        DataSet batch = task.trainingBatch(1, 3, 20);
        assertThat(batch.getFeatures().shape()).containsExactly(20, 2, 7);
        int ones = 0;
        for (int b = 0; b < 20; b++) {
            double shown = batch.getFeatures().getDouble(b, 0, 0);
            assertThat(batch.getLabels().getDouble(b, shown > 0 ? 1 : 0, 6)).isEqualTo(1);
            assertThat(batch.getLabels().getDouble(b, shown > 0 ? 0 : 1, 6)).isZero();
            for (int t = 1; t < 7; t++) {
                assertThat(batch.getFeatures().getDouble(b, 0, t)).isZero();
                assertThat(batch.getLabelsMaskArray().getDouble(b, t)).isEqualTo(t == 6 ? 1 : 0);
            }
            ones += shown > 0 ? 1 : 0;
        }
        assertThat(ones).isBetween(3, 17);
    }

    @Test
    void seedAndIndexMakeTheBatch() {
        assertThat(task.trainingBatch(1, 0, 4).getFeatures())
                .isEqualTo(task.trainingBatch(1, 0, 4).getFeatures())
                .isNotEqualTo(task.trainingBatch(1, 1, 4).getFeatures())
                .isNotEqualTo(task.trainingBatch(2, 0, 4).getFeatures());
    }
}
