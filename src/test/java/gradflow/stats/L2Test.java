package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class L2Test {
    @Test
    void isTheRootOfTheSumOfSquares() {
        assertThat(L2.of(3, -4)).isEqualTo(5);
        assertThat(L2.of(new double[] {9, 3, 4, 9}, 1, 3)).isEqualTo(5);
        assertThat(L2.of(new double[][] {{3}, {4, 0}})).isEqualTo(5);
        assertThat(L2.of()).isZero();
        assertThat(L2.of(0, -0.0)).isZero();
    }

    @Test
    void neitherOverflowsNorUnderflows() {
        for (int exponent = -1074; exponent <= 1020; exponent++) {
            double unit = Math.scalb(1.0, exponent);
            assertThat(L2.of(3 * unit, 4 * unit)).isEqualTo(5 * unit);
        }
        assertThat(L2.of(1, 1e-170)).isEqualTo(1);
        // Both ways of summing meet here: 2^-450 squared is the border.
        double border = 0x1p-450;
        assertThat(L2.of(border, border)).isCloseTo(border * Math.sqrt(2), within(1e-15 * border));
    }

    @Test
    void passesOnWhatIsNotFinite() {
        assertThat(L2.of(1, Double.NaN, Double.POSITIVE_INFINITY)).isNaN();
        assertThat(L2.of(1, Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
