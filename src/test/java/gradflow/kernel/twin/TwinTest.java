package gradflow.kernel.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The twins' gradients against central differences of their own forward pass. */
class TwinTest {
    private static final int T = 5;
    private static final int B = 2;
    private static final int I = 3;
    private static final int H = 4;

    /**
     * Central differences of fourth order with step 1e-4 in double precision are right to about
     * 1e-11; less where a product is hardly spread and its normalisation therefore steep.
     */
    private static final double TOLERANCE = 1e-8;

    private final Random random = new Random(11);

    static Stream<TwinCell> cells() {
        return Stream.of(
                new TwinRnn(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v)),
                new TwinRnn(v -> v, v -> 1),
                new TwinRnn(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v), 0.7, 0.3),
                new TwinRnn(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v), 1, 0.5),
                new TwinLstm(),
                new TwinGru(true),
                new TwinGru(false));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void gradientsAreDifferenceQuotients(TwinCell cell) {
        double[][] mask = ones(T, B);
        mask[1][0] = 0;
        mask[4][1] = 0;
        check(cell, mask, T, false);
        check(cell, mask, T, true);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void earlierStepsAreConstantWhenTheGradientIsCut(TwinCell cell) {
        check(cell, null, 3, false);
        check(cell, null, 3, true);
    }

    private void check(TwinCell cell, double[][] mask, int steps, boolean normalized) {
        TwinWeights plain = TwinWeights.random(I, H, cell.gates(), true, 0.8, random);
        TwinWeights weights = normalized ? plain.withGains(random) : plain;
        double[][][] x = sequence(T, B, I);
        double[][] h0 = sequence(1, B, H)[0];
        double[][] c0 = sequence(1, B, H)[0];
        double[][][] gradOutput = sequence(T, B, H);
        Twin twin = new Twin(cell, weights, x, h0, c0, mask);
        Twin.Gradients found = twin.backward(gradOutput, steps);
        // The same steps from the state in which the cut leaves them.
        int first = T - steps;
        Twin.Forward made = twin.forward();
        Twin rest =
                new Twin(
                        cell,
                        weights,
                        Arrays.copyOfRange(x, first, T),
                        first == 0 ? h0 : made.h()[first - 1].clone(),
                        first == 0 ? c0 : made.c()[first - 1].clone(),
                        mask == null ? null : Arrays.copyOfRange(mask, first, T));
        double[][][] restOutput = Arrays.copyOfRange(gradOutput, first, T);
        DoubleSupplier loss = () -> loss(rest.forward().h(), restOutput);
        compare(weights.w(), found.weights().w(), loss);
        compare(weights.u(), found.weights().u(), loss);
        compare(new double[][] {weights.b()}, new double[][] {found.weights().b()}, loss);
        if (cell instanceof TwinGru) {
            compare(new double[][] {weights.c()}, new double[][] {found.weights().c()}, loss);
        }
        if (normalized) {
            compare(new double[][] {weights.g()}, new double[][] {found.weights().g()}, loss);
        }
        for (int t = first; t < T; t++) {
            compare(x[t], found.x()[t], loss);
        }
        for (int t = 0; t < first; t++) {
            assertThat(found.x()[t]).isEqualTo(new double[B][I]);
        }
    }

    private static void compare(double[][] values, double[][] gradients, DoubleSupplier loss) {
        double step = 1e-4;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                double kept = values[i][j];
                double[] at = new double[5];
                for (int k = -2; k <= 2; k++) {
                    values[i][j] = kept + k * step;
                    at[k + 2] = loss.getAsDouble();
                }
                values[i][j] = kept;
                double quotient = (8 * (at[3] - at[1]) - (at[4] - at[0])) / (12 * step);
                assertThat(Math.abs(gradients[i][j] - quotient)).isLessThan(TOLERANCE);
            }
        }
    }

    private static double loss(double[][][] h, double[][][] weights) {
        double sum = 0;
        for (int t = 0; t < h.length; t++) {
            for (int b = 0; b < h[t].length; b++) {
                for (int i = 0; i < h[t][b].length; i++) {
                    sum += h[t][b][i] * weights[t][b][i];
                }
            }
        }
        return sum;
    }

    private double[][][] sequence(int steps, int batch, int size) {
        double[][][] made = new double[steps][batch][size];
        for (double[][] step : made) {
            for (double[] row : step) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
        }
        return made;
    }

    private static double[][] ones(int rows, int columns) {
        double[][] made = new double[rows][columns];
        for (double[] row : made) {
            Arrays.fill(row, 1);
        }
        return made;
    }
}
