package gradflow.kernel.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CellFormsTest {
    private static final int BATCH = 3;
    private static final int HIDDEN = 4;
    private static final IActivation TANH = new ActivationTanH();
    private static final IActivation SIGMOID = new ActivationSigmoid();
    private static final IActivation OTHER = new ActivationCube();

    private static Optional<Recurrence> fused(CellShape cell, CellOptions options) {
        return CellForms.fused(cell, options, DataType.FLOAT, Arithmetic.FAST);
    }

    private static Optional<Recurrence> fast(CellShape cell, IActivation activation) {
        return fused(cell, CellOptions.of(activation));
    }

    private static Optional<Recurrence> fast(
            CellShape cell, IActivation activation, IActivation gates) {
        return fused(cell, CellOptions.of(activation).withGateActivation(gates));
    }

    @ParameterizedTest
    @EnumSource
    void everyCellHasBothForms(CellShape cell) {
        CellOptions options =
                CellOptions.of(cell.hasLinearCandidate() ? new ActivationIdentity() : TANH);
        assertThat(fused(cell, options)).isPresent();
        assertThat(CellForms.clear(cell, options)).isNotNull();
    }

    /** By address a fused form would read past the end of a short one, and of a long one a part. */
    @ParameterizedTest
    @EnumSource
    void everyFormRefusesAStateOfAnotherSize(CellShape cell) {
        CellOptions options =
                CellOptions.of(cell.hasLinearCandidate() ? new ActivationIdentity() : TANH);
        List<Recurrence> forms =
                List.of(
                        CellForms.clear(cell, options),
                        fused(cell, options).orElseThrow(),
                        CellForms.fused(cell, options, DataType.DOUBLE, Arithmetic.PORTABLE)
                                .orElseThrow());
        for (int i = 0; i < forms.size(); i++) {
            Recurrence form = forms.get(i);
            DataType type = i == 1 ? DataType.FLOAT : DataType.DOUBLE;
            INDArray right = Nd4j.zeros(type, BATCH, HIDDEN);
            for (long[] shape :
                    new long[][] {{BATCH, HIDDEN - 1}, {BATCH, 2 * HIDDEN}, {BATCH + 1, HIDDEN}}) {
                INDArray wrong = Nd4j.zeros(type, shape);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pass(form, cell, type, new State(wrong, null)))
                        .withMessage(
                                "state h: got shape %s; needs [B, H] = [%d, %d]",
                                Arrays.toString(shape), BATCH, HIDDEN);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pass(form, cell, type, new State(right, wrong)))
                        .withMessageStartingWith("state c: got shape " + Arrays.toString(shape));
            }
            pass(form, cell, type, new State(right, cell.hasCellState() ? right : null));
        }
    }

    private static void pass(Recurrence form, CellShape cell, DataType type, State state) {
        int width = cell.gateCount() * HIDDEN;
        Weights weights =
                new Weights(
                        cell,
                        Nd4j.zeros(type, 2, width).dup('f'),
                        cell.hasRecurrentWeights()
                                ? Nd4j.zeros(type, HIDDEN, width).dup('f')
                                : null,
                        Nd4j.zeros(type, 1, width),
                        cell.hasRecurrentBias() ? Nd4j.zeros(type, 1, width) : null,
                        null);
        INDArray output = Nd4j.zeros(type, 3, BATCH, HIDDEN);
        form.forward(weights, Nd4j.zeros(type, 3, BATCH, 2), state, null, output, true);
    }

    @Test
    void findsNothingForOtherActivations() {
        assertThat(fast(CellShape.SIMPLE_RNN, OTHER)).isEmpty();
        assertThat(fast(CellShape.LSTM, OTHER)).isEmpty();
        assertThat(fast(CellShape.LSTM, TANH, new ActivationHardSigmoid())).isEmpty();
        assertThat(fast(CellShape.LSTM, SIGMOID, TANH)).isEmpty();
        assertThat(fast(CellShape.LSTM, SIGMOID, SIGMOID)).isPresent();
        assertThat(fast(CellShape.GRU, TANH, OTHER)).isEmpty();
        assertThat(fast(CellShape.GRU_RESET_BEFORE, OTHER)).isEmpty();
        assertThat(fast(CellShape.MINGRU, OTHER)).isEmpty();
        assertThat(fast(CellShape.MINGRU, TANH, OTHER)).isEmpty();
    }

    @Test
    void refusesPortableArithmeticWhereThereIsNone() {
        CellOptions cube = CellOptions.of(OTHER);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                CellForms.recurrence(
                                        CellShape.LSTM, cube, DataType.DOUBLE, Arithmetic.PORTABLE))
                .withMessageContaining("no portable arithmetic");
        assertThat(CellForms.recurrence(CellShape.LSTM, cube, DataType.DOUBLE, Arithmetic.FAST))
                .isNotNull();
    }

    @Test
    void findsOnlyThePlainRelu() {
        CellShape rnn = CellShape.SIMPLE_RNN;
        assertThat(fast(rnn, new ActivationReLU(null, 0.0, 0.0))).isPresent();
        assertThat(fast(rnn, new ActivationReLU(6.0, 0.0, 0.0))).isEmpty();
        assertThat(fast(rnn, new ActivationReLU(null, 0.5, 0.0))).isEmpty();
        assertThat(fast(rnn, new ActivationReLU(null, 0.0, 0.1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1e-60, Double.NaN})
    void findsNoLeakyReluThatHidesTheSignOfItsArgument(double slope) {
        assertThat(fast(CellShape.SIMPLE_RNN, new ActivationLReLU(slope))).isEmpty();
    }
}
