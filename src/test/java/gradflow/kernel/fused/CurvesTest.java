package gradflow.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurvesTest {

    @Test
    void tanhIsWithinThreeTenMillionths() {
        double worst = 0;
        for (double v = -20; v <= 20; v += 1e-4) {
            float x = (float) v;
            worst = Math.max(worst, Math.abs(Curves.tanh(x) - Math.tanh(x)));
            assertThat(Curves.tanh(x)).isBetween(-1f, 1f);
        }
        assertThat(worst).isLessThan(3e-7);
    }

    @Test
    void sigmoidIsWithinTwoTenMillionths() {
        double worst = 0;
        for (double v = -40; v <= 40; v += 1e-4) {
            float x = (float) v;
            worst = Math.max(worst, Math.abs(Curves.sigmoid(x) - 1 / (1 + Math.exp(-x))));
            assertThat(Curves.sigmoid(x)).isBetween(0f, 1f);
        }
        assertThat(worst).isLessThan(2e-7);
    }

    @Test
    void smallArgumentsKeepTheirRelativePrecision() {
        for (float x = 1e-30f; x < 1e-2f; x *= 1.7f) {
            assertThat(Curves.tanh(x) / Math.tanh(x)).isBetween(1 - 3e-7, 1 + 3e-7);
        }
        assertThat(Curves.tanh(0f)).isZero();
    }

    @Test
    void limitsAndNotANumber() {
        assertThat(Curves.tanh(Float.POSITIVE_INFINITY)).isEqualTo(Curves.tanh(10f));
        assertThat(Curves.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(Curves.tanh(-10f));
        assertThat(Curves.tanh(Float.NaN)).isNaN();
        assertThat(Curves.sigmoid(Float.NaN)).isNaN();
    }
}
