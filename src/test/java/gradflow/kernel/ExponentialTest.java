package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Against numbers of 50 digits. */
class ExponentialTest {
    private static final MathContext DIGITS = new MathContext(50);
    private static final int ARGUMENTS = 4000;
    private final Random random = new Random(5);

    @Test
    void expIsWithinTwoUlp() {
        assertThat(worst(Exponential::exp, ExponentialTest::exp, 700)).isLessThan(2);
    }

    @Test
    void expm1IsWithinTwoUlp() {
        assertThat(worst(Exponential::expm1, v -> exp(v).subtract(BigDecimal.ONE), 50))
                .isLessThan(2);
    }

    @Test
    void sigmoidIsWithinTwoUlp() {
        assertThat(worst(Exponential::sigmoid, v -> sigmoid(v), 300)).isLessThan(2);
    }

    @Test
    void tanhIsWithinTwoUlp() {
        assertThat(worst(Exponential::tanh, v -> tanh(v), 25)).isLessThan(2);
    }

    @Test
    void limitsAndNotANumber() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Exponential.exp(infinity)).isEqualTo(infinity);
        assertThat(Exponential.exp(-infinity)).isZero();
        assertThat(Exponential.exp(710)).isEqualTo(infinity);
        assertThat(Exponential.exp(-745)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exponential.exp(0)).isEqualTo(1);
        assertThat(Exponential.exp(Double.NaN)).isNaN();
        assertThat(Exponential.expm1(-infinity)).isEqualTo(-1);
        assertThat(Exponential.expm1(infinity)).isEqualTo(infinity);
        assertThat(Exponential.expm1(-0.0)).isEqualTo(-0.0);
        assertThat(Exponential.expm1(Double.NaN)).isNaN();
        assertThat(Exponential.sigmoid(infinity)).isEqualTo(1);
        assertThat(Exponential.sigmoid(-infinity)).isZero();
        assertThat(Exponential.sigmoid(0)).isEqualTo(0.5);
        assertThat(Exponential.sigmoid(Double.NaN)).isNaN();
        assertThat(Exponential.tanh(infinity)).isEqualTo(1);
        assertThat(Exponential.tanh(-infinity)).isEqualTo(-1);
        assertThat(Exponential.tanh(-0.0)).isEqualTo(-0.0);
        assertThat(Exponential.tanh(1e-300)).isEqualTo(1e-300);
        assertThat(Exponential.tanh(Double.NaN)).isNaN();
    }

    /** The largest error in units in the last place of the right value. */
    private double worst(
            DoubleUnaryOperator function, Function<BigDecimal, BigDecimal> right, double limit) {
        double worst = 0;
        for (int i = 0; i < ARGUMENTS; i++) {
            // Of all magnitudes, most of them near 1.
            double spread = i % 2 == 0 ? 1 : Math.min(limit, Math.pow(10, 4 * random.nextDouble()));
            double tiny = i % 7 == 0 ? Math.pow(10, -12 * random.nextDouble()) : 1;
            double v = spread * tiny * (2 * random.nextDouble() - 1);
            BigDecimal wanted = right.apply(new BigDecimal(v));
            BigDecimal error = new BigDecimal(function.applyAsDouble(v)).subtract(wanted).abs();
            double ulps = error.doubleValue() / Math.ulp(wanted.doubleValue());
            worst = Math.max(worst, ulps);
        }
        return worst;
    }

    /** By its series, of an argument halved until it is small. */
    private static BigDecimal exp(BigDecimal v) {
        int halvings = 0;
        BigDecimal small = v;
        while (small.abs().compareTo(new BigDecimal("0.01")) > 0) {
            small = small.divide(BigDecimal.valueOf(2), DIGITS);
            halvings++;
        }
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 25; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    private static BigDecimal sigmoid(BigDecimal v) {
        return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(v.negate())), DIGITS);
    }

    private static BigDecimal tanh(BigDecimal v) {
        BigDecimal square = exp(v.add(v));
        return square.subtract(BigDecimal.ONE).divide(square.add(BigDecimal.ONE), DIGITS);
    }
}
