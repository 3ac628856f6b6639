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
     * By hand: of 1, 2, 4, 7, 11, 16, 22, 29 two at each end become the next one, so 4, 4, 4, 7,
     * 11, 16, 16, 16: mean 9.75, squares 225.5, variance 225.5/7. Of the middle 4, 7, 11, 16 the
     * mean is 9.5; its error is the root of 225.5/7 · 7/(4·3), and t(0.975, 3) = 3.182446.
     */
    @Test
    void theIntervalIsYuensWhereWholeQuartersAreTrimmed() {
        Interval interval = InterquartileMean.interval(29, 1, 22, 2, 16, 4, 11, 7);
        double half = 3.182446305 * Math.sqrt(225.5 / 12);
        assertThat(interval.low()).isCloseTo(9.5 - half, within(1e-8));
        assertThat(interval.high()).isCloseTo(9.5 + half, within(1e-8));
    }

    /**
     * By hand: of 0, 1, 2, 3, 4 the winsorised values are 1, 1, 2, 3, 3 (variance 1) with one at
     * each end and 2 five times (variance 0) with two; a quarter of the second is cut, so 0.75. The
     * error is the root of 0.75·4/(2.5·1.5) = 0.8; t(0.975, 1.75) = 4.9488.
     */
    @Test
    void aValueThatIsCutThroughIsWinsorisedInPart() {
        Interval interval = InterquartileMean.interval(0, 1, 2, 3, 4);
        assertThat(interval.high() - 2).isCloseTo(4.9488 * Math.sqrt(0.8), within(1e-3));
        assertThat(2 - interval.low()).isCloseTo(4.9488 * Math.sqrt(0.8), within(1e-3));
    }

    /** By hand: 0, 1, 2 have the variance 1, with ends winsorised 0; a quarter of the first. */
    @Test
    void ofThreeValuesAllCount() {
        Interval interval = InterquartileMean.interval(0, 1, 2);
        // t(0.975, 2) = 4.302653; 0.25 · 2 / (1.5 · 0.5).
        assertThat(interval.high() - 1).isCloseTo(4.302653 * Math.sqrt(2 / 3.0), within(1e-5));
    }

    @Test
    void equalOrFewValuesAreAPointAndInfiniteOnesHaveNoInterval() {
        assertThat(InterquartileMean.interval(4.5)).isEqualTo(new Interval(4.5, 4.5));
        assertThat(InterquartileMean.interval(2, 2, 2, 2)).isEqualTo(new Interval(2, 2));
        assertThat(InterquartileMean.interval(0, 1)).isEqualTo(StudentInterval.of(0, 1));
        assertThat(InterquartileMean.interval(1, 2, 1.0 / 0)).isEqualTo(Interval.ALL);
        assertThatThrownBy(() -> InterquartileMean.interval())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
