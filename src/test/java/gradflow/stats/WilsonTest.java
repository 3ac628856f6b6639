package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {

    /** R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3; four decimals. */
    @Test
    void agreesWithNewcombe() {
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0000, 0.1611);
        check(1, 29, 0.0061, 0.1718);
    }

    @Test
    void staysInsideZeroAndOneAndIsSymmetric() {
        assertThat(Wilson.interval(5, 5).high()).isEqualTo(1);
        assertThat(Wilson.interval(0, 5).low()).isZero();
        assertThat(Wilson.interval(5, 5).low())
                .isCloseTo(1 - Wilson.interval(0, 5).high(), within(1e-15));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> Wilson.interval(3, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wilson.interval(0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void check(int successes, int trials, double low, double high) {
        Interval interval = Wilson.interval(successes, trials);
        assertThat(interval.low()).isCloseTo(low, within(5.1e-5));
        assertThat(interval.high()).isCloseTo(high, within(5.1e-5));
    }
}
