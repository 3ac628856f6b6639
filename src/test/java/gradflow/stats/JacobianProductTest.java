package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class JacobianProductTest {
    private static final double[][] STEP = {{2, 0}, {0, 0.5}};

    @Test
    void singularValuesOfAPowerArePowersOfThem() {
        JacobianProduct product = new JacobianProduct(2);
        for (int lag = 1; lag <= 20; lag++) {
            product.multiply(STEP);
            assertThat(product.singularValues(0, 2)[0] / Math.pow(2, lag))
                    .isCloseTo(1, within(1e-12));
            assertThat(product.singularValues(1, 1)[0] / Math.pow(0.5, lag))
                    .isCloseTo(1, within(1e-12));
        }
    }

    /** 0.1^400 is below the smallest double before its scale is put back. */
    @Test
    void aProductThatUnderflowsIsZeroAndOneLostInRoundingDoesNotExist() {
        JacobianProduct product = new JacobianProduct(1);
        for (int lag = 1; lag <= 400; lag++) {
            product.multiply(new double[][] {{0.1}});
        }
        assertThat(product.singularValues(0, 1)[0]).isZero();
        JacobianProduct uneven = new JacobianProduct(2);
        for (int lag = 1; lag <= 40; lag++) {
            uneven.multiply(STEP);
        }
        assertThat(uneven.singularValues(0, 2)[1]).isNaN();
    }

    @Test
    void theLargestLyapunovExponentIsTheLogarithmOfTheFastestDirection() {
        double[][][] steps = new double[50][][];
        java.util.Arrays.fill(steps, STEP);
        assertThat(Lyapunov.largest(steps, 30)).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void allExponentsComeLargestFirst() {
        double[][][] steps = new double[60][][];
        java.util.Arrays.fill(steps, new double[][] {{0.5, 0, 0}, {0, 2, 0}, {0, 0, 1}});
        assertThat(Lyapunov.exponents(steps, 40))
                .containsExactly(new double[] {Math.log(2), 0, -Math.log(2)}, within(1e-9));
        assertThat(Lyapunov.largest(steps, 40)).isEqualTo(Lyapunov.exponents(steps, 40)[0]);
    }
}
