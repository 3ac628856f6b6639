package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Why these layers do not use ND4J 1.0.0-M2.1's own GRU: its {@code gru_bp} is not the gradient of
 * its {@code gru}. Every gradient is compared, number by number, with central differences of the
 * op's own forward pass (step 1e-6, so right to about 1e-9).
 *
 * <p>Run it with {@code mvn test -Dtest=StockGruOpTest}.
 */
class StockGruOpTest {
    private static final int TIME = 4;
    private static final int BATCH = 2;
    private static final int INPUTS = 3;
    private static final int HIDDEN = 5;
    private static final double STEP = 1e-6;
    private static final String[] NAMES = {"x", "h0", "W", "U", "b"};

    /** x, h0, W, U, b. */
    private final INDArray[] inputs = {
        Sequences.random(1, TIME, BATCH, INPUTS),
        Sequences.random(2, BATCH, HIDDEN).muli(0.5),
        Sequences.random(3, INPUTS, 3 * HIDDEN).muli(0.5),
        Sequences.random(4, HIDDEN, 3 * HIDDEN).muli(0.5),
        Sequences.random(5, 3 * HIDDEN).muli(0.5)
    };

    private final INDArray lossWeights = Sequences.random(6, TIME, BATCH, HIDDEN);

    private double loss() {
        INDArray h = Nd4j.zeros(DataType.DOUBLE, TIME, BATCH, HIDDEN);
        Nd4j.exec(DynamicCustomOp.builder("gru").addInputs(inputs).addOutputs(h).build());
        return h.mul(lossWeights).sumNumber().doubleValue();
    }

    private INDArray[] gradients() {
        INDArray[] gradients = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            gradients[i] = Nd4j.zeros(DataType.DOUBLE, inputs[i].shape());
        }
        INDArray[] all = Arrays.copyOf(inputs, inputs.length + 1);
        all[inputs.length] = lossWeights;
        Nd4j.exec(DynamicCustomOp.builder("gru_bp").addInputs(all).addOutputs(gradients).build());
        return gradients;
    }

    private INDArray centralDifferences(INDArray values) {
        INDArray slopes = Nd4j.zeros(DataType.DOUBLE, values.shape());
        for (long i = 0; i < values.length(); i++) {
            double kept = values.getDouble(i);
            values.putScalar(i, kept + STEP);
            double above = loss();
            values.putScalar(i, kept - STEP);
            double below = loss();
            values.putScalar(i, kept);
            slopes.putScalar(i, (above - below) / (2 * STEP));
        }
        return slopes;
    }

    @Test
    void theNativeGradientIsNotThatOfTheNativeForwardPass() {
        INDArray[] gradients = gradients();
        for (int i = 0; i < inputs.length; i++) {
            INDArray numeric = centralDifferences(inputs[i]);
            double error = gradients[i].distance2(numeric) / numeric.norm2Number().doubleValue();
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "gru_bp: relative error of the gradient with respect to %-2s %.1e",
                            NAMES[i],
                            error));
            assertThat(error).describedAs(NAMES[i]).isGreaterThan(0.05);
        }
    }
}
