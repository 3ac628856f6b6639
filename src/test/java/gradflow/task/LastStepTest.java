package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LastStepTest {

    @Test
    void classesAreJudgedByLogarithmAndLargestProbability() {
        INDArray probabilities =
                Nd4j.createFromArray(
                        new float[][][] {{{1, 0.75f}, {0, 0.25f}}, {{1, 0.5f}, {0, 0.5f}}});
        INDArray labels =
                Nd4j.createFromArray(new float[][][] {{{0, 0}, {0, 1}}, {{0, 1}, {0, 0}}});
        Task.Score score = LastStep.score(probabilities, labels);
        assertThat(score.loss()).isCloseTo((Math.log(4) + Math.log(2)) / 2, within(1e-12));
        assertThat(score.metric()).isEqualTo(0.5);
    }

    /** Errors 0.25 and 0.5, then 0.125 and 0; earlier steps are far off and do not count. */
    @Test
    void numbersAreJudgedBySquaredErrorAndTheirLargestError() {
        INDArray predictions =
                Nd4j.createFromArray(
                        new float[][][] {{{9, 1.25f}, {9, 1.5f}}, {{9, 0.125f}, {9, 3}}});
        INDArray labels =
                Nd4j.createFromArray(new float[][][] {{{0, 1}, {0, 2}}, {{0, 0}, {0, 3}}});
        double loss = (0.0625 + 0.25 + 0.015625) / 4;
        assertThat(LastStep.squaredError(predictions, labels, 0.3))
                .isEqualTo(new Task.Score(loss, 0.5));
        assertThat(LastStep.squaredError(predictions.dup('f'), labels, 0.5).metric())
                .isEqualTo(0.5);
        assertThat(LastStep.squaredError(predictions, labels, 0.51).metric()).isEqualTo(1);
        assertThat(LastStep.squaredError(predictions, labels, 0.125).metric()).isZero();
    }

    @Test
    void aNumberThatIsNoneIsNotClose() {
        INDArray predictions = Nd4j.createFromArray(new float[][][] {{{Float.NaN}}});
        Task.Score score = LastStep.squaredError(predictions, Nd4j.zeros(1, 1, 1), 1);
        assertThat(score.loss()).isNaN();
        assertThat(score.metric()).isZero();
    }
}
