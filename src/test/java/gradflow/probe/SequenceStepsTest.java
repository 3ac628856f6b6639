package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.estimator.Steps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class SequenceStepsTest {
    @Test
    void aSequenceIsReadStepByStepAndWithoutALabelWhereTheMaskIsZero() {
        DataSet batch =
                new DataSet(
                        Nd4j.createFromArray(
                                new float[][][] {
                                    {{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}
                                }),
                        Nd4j.createFromArray(new float[][][] {{{0, 1, 2}}, {{3, 4, 5}}}),
                        null,
                        Nd4j.createFromArray(new float[][] {{0, 1, 1}, {1, 0, 0}}));
        List<Steps> sequences = SequenceSteps.of(batch);
        assertThat(sequences).hasSize(2);
        assertThat(sequences.get(0).inputs())
                .isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(sequences.get(1).inputs())
                .isDeepEqualTo(new double[][] {{7, 10}, {8, 11}, {9, 12}});
        assertThat(sequences.get(0).labels()).isDeepEqualTo(new double[][] {null, {1}, {2}});
        assertThat(sequences.get(1).labels()).isDeepEqualTo(new double[][] {{3}, null, null});
    }
}
