package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
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
        Weights weights = weights(1, false);
        double[][][] jacobians =
                StateJacobians.simpleRnn(new ActivationIdentity(), weights).along(inputs());
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
        Weights weights = weights(4, false);
        weights.input().assign(0);
        weights.recurrent().assign(0);
        weights.bias().assign(0);
        double bias = 1;
        for (int unit = 0; unit < HIDDEN; unit++) {
            weights.bias().putScalar(HIDDEN + unit, bias);
        }
        double[][][] jacobians = StateJacobians.lstm(new ActivationTanH(), weights).along(inputs());
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

    @Test
    void agreesWithCentralDifferences() {
        Weights rnn = weights(1, false);
        check(
                StateJacobians.simpleRnn(new ActivationSigmoid(), rnn).along(inputs()),
                Recurrences.simpleRnn(new ActivationSigmoid(), false),
                rnn,
                false);
        Weights lstm = weights(4, false);
        check(
                StateJacobians.lstm(new ActivationTanH(), lstm).along(inputs()),
                Recurrences.lstm(new ActivationTanH(), new ActivationSigmoid()),
                lstm,
                true);
        Weights gru = weights(3, true);
        check(
                StateJacobians.gru(new ActivationTanH(), gru).along(inputs()),
                Recurrences.gru(new ActivationTanH(), new ActivationSigmoid(), true),
                gru,
                false);
    }

    @Test
    void agreesWithCentralDifferencesWithLeakAndNormalisation() {
        Leak leak = new Leak(0.75, 0.25);
        Weights rnn = weights(1, false);
        check(
                StateJacobians.simpleRnn(new ActivationTanH(), leak, rnn).along(inputs()),
                Recurrences.simpleRnn(new ActivationTanH(), leak, false),
                rnn,
                false);
        Weights lstm = normalized(weights(4, false));
        check(
                StateJacobians.lstm(new ActivationTanH(), lstm).along(inputs()),
                Recurrences.lstm(new ActivationTanH(), new ActivationSigmoid(), true),
                lstm,
                true,
                1);
    }

    private Weights normalized(Weights plain) {
        INDArray gain = gaussian(1, 2 * (int) plain.bias().length()).ravel();
        return new Weights(
                plain.input(), plain.recurrent(), plain.bias(), plain.recurrentBias(), gain);
    }

    /** Central differences with a step of 1e-5 are right to about 1e-10. */
    private void check(
            double[][][] jacobians, Recurrence recurrence, Weights weights, boolean cell) {
        check(jacobians, recurrence, weights, cell, 0);
    }

    /**
     * From {@code first} on: at h = 0, where paths start, N jumps and has no slope; near it, it is
     * steep.
     */
    private void check(
            double[][][] jacobians,
            Recurrence recurrence,
            Weights weights,
            boolean cell,
            int first) {
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

    private Weights weights(int gates, boolean recurrentBias) {
        return new Weights(
                gaussian(INPUTS, gates * HIDDEN).dup('f'),
                gaussian(HIDDEN, gates * HIDDEN).dup('f'),
                gaussian(1, gates * HIDDEN).ravel(),
                recurrentBias ? gaussian(1, gates * HIDDEN).ravel() : null,
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
