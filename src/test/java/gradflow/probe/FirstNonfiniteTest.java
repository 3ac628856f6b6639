package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.kernel.CellShape;
import gradflow.kernel.TimeStepGradients;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FirstNonfiniteTest {
    private static final int TIME = 4;
    private static final int BATCH = 2;
    private static final int HIDDEN = 3;

    private static INDArray zeros(long... shape) {
        return Nd4j.zeros(DataType.FLOAT, shape);
    }

    private static TimeStepGradients gradients(INDArray hidden, INDArray preActivation) {
        return new TimeStepGradients(
                CellShape.LSTM,
                hidden,
                null,
                preActivation,
                preActivation,
                preActivation,
                preActivation,
                null,
                null,
                null,
                null,
                null);
    }

    private static String found(INDArray hidden, INDArray preActivation) {
        FirstNonfinite first = new FirstNonfinite(10);
        first.backward(1, gradients(hidden, preActivation));
        return first.place(0).orElse("nowhere");
    }

    @Test
    void aPassOfFiniteNumbersHasNoPlace() {
        INDArray hidden = zeros(TIME, BATCH, HIDDEN);
        INDArray preActivation = zeros(TIME, BATCH, 4 * HIDDEN);
        assertThat(found(hidden, preActivation)).isEqualTo("nowhere");
        assertThat(new FirstNonfinite(0).place(Double.NaN)).contains("forward pass, loss");
    }

    @Test
    void timeIsFoundOnEitherAxis() {
        INDArray outputs = zeros(BATCH, HIDDEN, TIME);
        outputs.putScalar(new int[] {1, 2, 3}, Float.NaN);
        FirstNonfinite last = new FirstNonfinite(0);
        last.forward(0, zeros(BATCH, HIDDEN, TIME), true);
        last.forward(2, outputs, true);
        assertThat(last.place(0)).contains("forward pass, layer 2, time step 4");
        FirstNonfinite middle = new FirstNonfinite(10);
        middle.forward(2, outputs, false);
        assertThat(middle.place(0)).contains("forward pass, layer 2, time step 13");
        FirstNonfinite without = new FirstNonfinite(10);
        without.forward(3, outputs.slice(1), true);
        assertThat(without.place(0)).contains("forward pass, layer 3");
    }

    /** The lowest layer is computed first, and all of the forward pass before the loss. */
    @Test
    void theFirstPlaceStays() {
        INDArray outputs = Nd4j.valueArrayOf(new long[] {BATCH, HIDDEN, TIME}, Float.NaN);
        FirstNonfinite first = new FirstNonfinite(0);
        first.forward(0, outputs, true);
        first.forward(1, outputs, true);
        first.backward(1, gradients(outputs.permute(2, 0, 1), zeros(TIME, BATCH, 12)));
        assertThat(first.place(Double.NaN)).contains("forward pass, layer 0, time step 1");
    }

    /** Back from the last step; of one step the gradient of h comes before those of the gates. */
    @Test
    void theWayBackIsGoneFromTheEnd() {
        INDArray hidden = zeros(TIME, BATCH, HIDDEN);
        INDArray preActivation = zeros(TIME, BATCH, 4 * HIDDEN);
        preActivation.putScalar(new int[] {1, 0, HIDDEN + 1}, Float.POSITIVE_INFINITY);
        String gate = CellShape.LSTM.gateNames().get(1);
        assertThat(found(hidden, preActivation))
                .isEqualTo("backward pass, layer 1, time step 12, gate " + gate);
        hidden.putScalar(new int[] {1, 1, 0}, Float.NaN);
        assertThat(found(hidden, preActivation)).isEqualTo("backward pass, layer 1, time step 12");
        preActivation.putScalar(new int[] {2, 1, 0}, Float.NaN);
        assertThat(found(hidden, preActivation))
                .startsWith("backward pass, layer 1, time step 13, gate ");
    }
}
