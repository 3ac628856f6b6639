package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientDecayTest {

    private static double[] powers(double base, int count) {
        double[] powers = new double[count];
        for (int lag = 0; lag < count; lag++) {
            powers[lag] = 3 * Math.pow(base, lag);
        }
        return powers;
    }

    @Test
    void anExponentialGivesItsOwnFactor() {
        for (double base : new double[] {0.2, 0.5, 0.9, 1, 1.3}) {
            assertThat(GradientDecay.perStep(powers(base, 40))).isCloseTo(base, within(1e-12));
        }
    }

    @Test
    void theFactorIsThatOfTheLeastSquaresLine() {
        // Logarithms 0, 1, 5 over lags 0, 1, 2: slope (5 − 0)/2.
        assertThat(GradientDecay.perStep(1, Math.E, Math.exp(5)))
                .isCloseTo(Math.exp(2.5), within(1e-12));
    }

    @Test
    void zerosAndWhatIsNotFiniteAreLeftOut() {
        double[] norms = powers(0.5, 20);
        norms[3] = 0;
        norms[7] = Double.POSITIVE_INFINITY;
        norms[9] = Double.NaN;
        assertThat(GradientDecay.perStep(norms)).isCloseTo(0.5, within(1e-12));
        assertThat(GradientDecay.perStep(1, 0, 0)).isNaN();
    }

    /** 0.5^9 = 1/512 is above 1/1000, 0.5^10 = 1/1024 is below. */
    @Test
    void theHorizonIsTheLargestLagWithAThousandth() {
        assertThat(GradientDecay.horizon(powers(0.5, 64))).isEqualTo(9);
        assertThat(GradientDecay.horizon(powers(1, 64))).isEqualTo(63);
        assertThat(GradientDecay.horizon(1, 0, 1e-3, 0)).isEqualTo(2);
        assertThat(GradientDecay.horizon(1, 0)).isZero();
        assertThat(GradientDecay.horizon(0, 1)).isEqualTo(-1);
        assertThat(GradientDecay.horizon()).isEqualTo(-1);
    }
}
