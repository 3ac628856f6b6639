package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class NormsTest {

    @Test
    void isEuclidsAndOfAPartOnly() {
        assertThat(Norms.l2(Nd4j.createFromArray(3.0, 4.0))).isCloseTo(5, within(1e-15));
        assertThat(Norms.l2(new double[] {100, 3, 4, 100}, 1, 3)).isCloseTo(5, within(1e-15));
        assertThat(Norms.l2(new double[] {0, 0}, 0, 2)).isZero();
    }

    @Test
    void neitherUnderflowsNorOverflows() {
        assertThat(Norms.l2(new double[] {3e-200, 4e-200}, 0, 2)).isCloseTo(5e-200, within(1e-214));
        assertThat(Norms.l2(new double[] {3e200, 4e200}, 0, 2)).isCloseTo(5e200, within(1e186));
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        assertThat(Norms.l2(new double[] {1, Double.NaN}, 0, 2)).isNaN();
        assertThat(Norms.l2(new double[] {1, Double.NEGATIVE_INFINITY}, 0, 2)).isInfinite();
        assertThat(Norms.l2(new double[] {Double.POSITIVE_INFINITY, Double.NaN}, 0, 2)).isNaN();
    }
}
