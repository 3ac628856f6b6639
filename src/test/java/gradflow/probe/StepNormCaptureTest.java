package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.TimeStepGradients;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepNormCaptureTest {
    private static final int STEPS = 3;
    private static final int BATCH = 4;
    private static final int HIDDEN = 5;

    /** Norms in plain loops; FLOAT rounds at 6e-8, five squares stay within 1e-6. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void meansOfTheExamplesNorms(DataType dataType) {
        INDArray hidden = random(dataType, HIDDEN, 1);
        INDArray cell = random(dataType, HIDDEN, 2);
        INDArray gates = random(dataType, 2 * HIDDEN, 3);
        StepNormCapture capture = new StepNormCapture();
        capture.onTimeStepGradients(
                null,
                new TimeStepGradients(
                        hidden, cell, gates, gates, gates, hidden, hidden, null, null));
        check(capture.hiddenL2(), hidden);
        check(capture.cellL2(), cell);
        check(capture.preActivationL2(), gates);
    }

    private static void check(double[] norms, INDArray sequence) {
        assertThat(norms).hasSize(STEPS);
        for (int t = 0; t < STEPS; t++) {
            double mean = 0;
            for (int b = 0; b < BATCH; b++) {
                double squares = 0;
                for (int i = 0; i < sequence.size(2); i++) {
                    squares += Math.pow(sequence.getDouble(t, b, i), 2);
                }
                mean += Math.sqrt(squares) / BATCH;
            }
            assertThat(norms[t]).isCloseTo(mean, within(1e-6 * mean));
        }
    }

    private static INDArray random(DataType dataType, int size, long seed) {
        Random random = new Random(seed);
        INDArray array = Nd4j.zeros(dataType, STEPS, BATCH, size);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }
}
