package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Two examples of three steps and two classes; the second one's middle step has no label. */
class EveryStepTest {
    private final INDArray probabilities =
            Nd4j.createFromArray(
                    new float[][][] {
                        {{0.5f, 0.25f, 0.875f}, {0.5f, 0.75f, 0.125f}},
                        {{0.25f, 0.9f, 0}, {0.75f, 0.1f, 1}}
                    });
    private final DataSet batch =
            new DataSet(
                    Nd4j.zeros(2, 1, 3),
                    Nd4j.createFromArray(
                            new float[][][] {{{1, 0, 0}, {0, 1, 1}}, {{1, 0, 1}, {0, 0, 0}}}),
                    null,
                    Nd4j.createFromArray(new float[][] {{1, 1, 1}, {1, 0, 1}}));

    @Test
    void lossIsTheMeanOverLabelledSteps() {
        double loss =
                -(Math.log(0.5)
                                + Math.log(0.75)
                                + Math.log(0.125)
                                + Math.log(0.25)
                                + Math.log(1e-10))
                        / 5;
        assertThat(EveryStep.score(probabilities, batch, 0).loss()).isCloseTo(loss, within(1e-12));
        assertThat(EveryStep.score(probabilities, batch, 2).loss()).isCloseTo(loss, within(1e-12));
    }

    @Test
    void accuracyCountsLabelledStepsFromTheFirstOneOn() {
        assertThat(EveryStep.score(probabilities, batch, 0).metric()).isEqualTo(2 / 5.0);
        assertThat(EveryStep.score(probabilities, batch, 1).metric()).isEqualTo(1 / 3.0);
        assertThat(EveryStep.score(probabilities, batch, 2).metric()).isZero();
    }

    @Test
    void theOrderOfThePredictionsInMemoryDoesNotMatter() {
        assertThat(EveryStep.score(probabilities.dup('f'), batch, 1))
                .isEqualTo(EveryStep.score(probabilities, batch, 1));
        INDArray permuted = probabilities.permute(0, 2, 1).dup('c').permute(0, 2, 1);
        assertThat(EveryStep.score(permuted, batch, 1))
                .isEqualTo(EveryStep.score(probabilities, batch, 1));
    }
}
