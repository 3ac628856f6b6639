package gradflow.kernel.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** In DOUBLE; closed forms, and central differences of the recurrence itself. */
class StateJacobiansTest {
    private static final int HIDDEN = 3;
    private static final int INPUTS = 2;
    private static final int STEPS = 4;

    private final Random random = new Random(5);

    @Test
    void ofALinearRecurrenceIsItsMatrixTransposed() {
        Weights weights = weights(CellShape.SIMPLE_RNN);
        double[][][] jacobians =
                CellForms.jacobians(
                                CellOptions.of(new ActivationIdentity()),
                                weights,
                                Arithmetic.PORTABLE)
                        .along(inputs());
        double[][] expected = weights.recurrent().transpose().toDoubleMatrix();
        for (double[][] jacobian : jacobians) {
            for (int i = 0; i < HIDDEN; i++) {
                assertThat(jacobian[i]).containsExactly(expected[i], within(1e-15));
            }
        }
    }

    /** With zero weights c_t = σ(b)·c_{t−1} + ½·φ(0), so ∂c_t/∂c_{t−1} = σ(b)·1. */
    @Test
    void anLstmWithoutWeightsKeepsItsCellBySigmaOfTheForgetBias() {
        Weights weights = weights(CellShape.LSTM);
        weights.input().assign(0);
        weights.recurrent().assign(0);
        weights.bias().assign(0);
        double bias = 1;
        for (int unit = 0; unit < HIDDEN; unit++) {
            weights.bias().putScalar(HIDDEN + unit, bias);
        }
        double[][][] jacobians =
                CellForms.jacobians(
                                CellOptions.of(new ActivationTanH()), weights, Arithmetic.PORTABLE)
                        .along(inputs());
        double kept = 1 / (1 + Math.exp(-bias));
        for (double[][] jacobian : jacobians) {
            for (int i = 0; i < HIDDEN; i++) {
                for (int j = 0; j < HIDDEN; j++) {
                    assertThat(jacobian[HIDDEN + i][HIDDEN + j])
                            .isCloseTo(i == j ? kept : 0, within(1e-15));
                    assertThat(jacobian[HIDDEN + i][j]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithCentralDifferences(CellShape cell) {
        IActivation activation =
                cell.hasLinearCandidate() ? new ActivationIdentity() : new ActivationTanH();
        check(CellOptions.of(activation), weights(cell), 0);
    }

    @Test
    void agreesWithCentralDifferencesWithLeakAndNormalisation() {
        CellOptions tanh = CellOptions.of(new ActivationTanH());
        check(tanh.withLeak(new Leak(0.75, 0.25)), weights(CellShape.SIMPLE_RNN), 0);
        check(tanh.withNormalization(true), normalized(weights(CellShape.LSTM)), 1);
    }

    private Weights normalized(Weights plain) {
        INDArray gain = gaussian(1, 2 * (int) plain.bias().length()).ravel();
        return new Weights(
                plain.cell(),
                plain.input(),
                plain.recurrent(),
                plain.bias(),
                plain.recurrentBias(),
                gain);
    }

    /**
     * Central differences with a step of 1e-5 are right to about 1e-10. From {@code first} on: at h
     * = 0, where paths start, N jumps and has no slope; near it, it is steep.
     */
    private void check(CellOptions options, Weights weights, int first) {
        double[][][] jacobians =
                CellForms.jacobians(options, weights, Arithmetic.PORTABLE).along(inputs());
        Recurrence recurrence = CellForms.clear(weights.cell(), options);
        boolean cell = weights.cell().hasCellState();
        double tolerance = first == 0 ? 1e-9 : 1e-7;
        INDArray[] inputs = inputs();
        State state =
                new State(
                        Nd4j.zeros(DataType.DOUBLE, 1, HIDDEN),
                        cell ? Nd4j.zeros(DataType.DOUBLE, 1, HIDDEN) : null);
        for (int t = 0; t < STEPS; t++) {
            int size = cell ? 2 * HIDDEN : HIDDEN;
            for (int j = 0; j < size && t >= first; j++) {
                double[] plus = step(recurrence, weights, inputs[t], moved(state, j, 1e-5));
                double[] minus = step(recurrence, weights, inputs[t], moved(state, j, -1e-5));
                for (int i = 0; i < size; i++) {
                    assertThat(jacobians[t][i][j])
                            .isCloseTo((plus[i] - minus[i]) / 2e-5, within(tolerance));
                }
            }
            state = next(recurrence, weights, inputs[t], state);
        }
    }

    private static double[] step(Recurrence recurrence, Weights w, INDArray x, State from) {
        State next = next(recurrence, w, x, from);
        INDArray all =
                next.cell() == null ? next.hidden() : Nd4j.concat(1, next.hidden(), next.cell());
        return all.toDoubleMatrix()[0];
    }

    private static State next(Recurrence recurrence, Weights w, INDArray x, State from) {
        INDArray output = Nd4j.zeros(DataType.DOUBLE, 1, 1, HIDDEN);
        return recurrence.forward(
                w, x.reshape('c', new long[] {1, 1, INPUTS}), from, null, output, false);
    }

    private static State moved(State state, int component, double by) {
        INDArray hidden = state.hidden().dup();
        INDArray cell = state.cell() == null ? null : state.cell().dup();
        INDArray target = component < HIDDEN ? hidden : cell;
        int unit = component % HIDDEN;
        target.putScalar(0, unit, target.getDouble(0, unit) + by);
        return new State(hidden, cell);
    }

    private Weights weights(CellShape cell) {
        int columns = cell.gateCount() * HIDDEN;
        return new Weights(
                cell,
                gaussian(INPUTS, columns).dup('f'),
                cell.hasRecurrentWeights() ? gaussian(HIDDEN, columns).dup('f') : null,
                gaussian(1, columns).ravel(),
                cell.hasRecurrentBias() ? gaussian(1, columns).ravel() : null,
                null);
    }

    private static INDArray[] inputs() {
        Random same = new Random(9);
        INDArray[] inputs = new INDArray[STEPS];
        for (int t = 0; t < STEPS; t++) {
            inputs[t] =
                    Nd4j.createFromArray(
                            new double[][] {{same.nextGaussian(), same.nextGaussian()}});
        }
        return inputs;
    }

    private INDArray gaussian(int rows, int columns) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }
}
