package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InterquartileMeanTest {

    /** The two examples of Wikipedia's "Interquartile mean", without and with a cut value. */
    @Test
    void agreesWithWikipedia() {
        assertThat(InterquartileMean.of(5, 8, 4, 38, 8, 6, 9, 7, 7, 3, 1, 6)).isEqualTo(6.5);
        assertThat(InterquartileMean.of(1, 3, 5, 7, 9, 11, 13, 15, 17)).isCloseTo(9, within(1e-15));
    }

    /** Of five values the middle three count, the outer two of them three quarters. */
    @Test
    void aValueThatTheQuarterCutsThroughCountsInPart() {
        assertThat(InterquartileMean.of(1000, 2, 4, 7, -50))
                .isCloseTo((0.75 * 2 + 4 + 0.75 * 7) / 2.5, within(1e-15));
        assertThat(InterquartileMean.of(3)).isEqualTo(3);
        assertThatThrownBy(() -> InterquartileMean.of())
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * A trimmed mean's error is the root of the winsorised variance over (1 − 2·0.25)·√n; for the
     * uniform distribution that variance is 1/24. Within 15 %: 2000 resamples leave about 5 %.
     */
    @Test
    void theBootstrapIntervalIsSeededAndOfTheRightWidth() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i + 0.5) / values.length;
        }
        Interval interval = InterquartileMean.bootstrap(1, values);
        assertThat(InterquartileMean.bootstrap(1, values)).isEqualTo(interval);
        assertThat(InterquartileMean.bootstrap(2, values)).isNotEqualTo(interval);
        double width = 2 * 1.96 * Math.sqrt(1 / 24.0) / (0.5 * Math.sqrt(values.length));
        assertThat(interval.high() - interval.low()).isCloseTo(width, within(0.15 * width));
        assertThat((interval.high() + interval.low()) / 2).isCloseTo(0.5, within(0.1 * width));
    }

    @Test
    void aSingleValueHasAnEmptyInterval() {
        assertThat(InterquartileMean.bootstrap(1, 4.5)).isEqualTo(new Interval(4.5, 4.5));
        assertThat(InterquartileMean.bootstrap(1, 0, 1)).isEqualTo(new Interval(0, 1));
    }
}
