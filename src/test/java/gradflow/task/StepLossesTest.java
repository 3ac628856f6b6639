package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class StepLossesTest {
    private static final int B = 3;
    private static final int O = 4;
    private static final int T = 5;
    private final INDArray predictions = Nd4j.create(new int[] {B, O, T}, 'f');
    private final DataSet batch = batch();

    @Test
    void lossesAreMeansOverTheStepsThatHaveLabels() {
        double[] sums = new double[4];
        int judged = 0;
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < T; t++) {
                if (batch.getLabelsMaskArray().getDouble(b, t) == 0) {
                    continue;
                }
                judged++;
                for (int o = 0; o < O; o++) {
                    double p = predictions.getDouble(b, o, t);
                    double y = batch.getLabels().getDouble(b, o, t);
                    sums[0] -= y * Math.log(p);
                    sums[1] -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
                    sums[2] += (p - y) * (p - y);
                    sums[3] += Math.abs(p - y);
                }
            }
        }
        assertThat(judged).isEqualTo(10);
        assertThat(StepLosses.crossEntropy(predictions, batch))
                .isCloseTo(sums[0] / judged, within(1e-9));
        assertThat(StepLosses.binaryCrossEntropy(predictions, batch))
                .isCloseTo(sums[1] / judged, within(1e-9));
        assertThat(StepLosses.squaredError(predictions, batch))
                .isCloseTo(sums[2] / judged, within(1e-9));
        assertThat(StepLosses.absoluteError(predictions, batch))
                .isCloseTo(sums[3] / judged, within(1e-9));
    }

    @Test
    void aProbabilityThatUnderflowedKeepsTheLossFinite() {
        INDArray zeros = Nd4j.zeros(B, O, T);
        assertThat(StepLosses.crossEntropy(zeros, batch)).isCloseTo(-Math.log(1e-10), within(1e-6));
        INDArray opposite = batch.getLabels().rsub(1);
        assertThat(StepLosses.binaryCrossEntropy(opposite, batch))
                .isCloseTo(-O * Math.log(1e-10), within(1e-6));
    }

    private DataSet batch() {
        Random random = new Random(1);
        SequenceBatch batch = new SequenceBatch(B, 1, O, T);
        for (int b = 0; b < B; b++) {
            for (int t = 0; t < T; t++) {
                for (int o = 0; o < O; o++) {
                    predictions.putScalar(b, o, t, 0.1 + 0.8 * random.nextDouble());
                }
                if ((b + t) % 3 != 0) {
                    batch.label(b, (b + t) % O, t, 1);
                }
            }
        }
        return batch.toDataSet();
    }
}
