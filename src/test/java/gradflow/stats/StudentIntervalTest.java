package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentIntervalTest {

    /** Mean 3, s² = 2.5, t(0.975, 4) = 2.776445: half width 1.963243. */
    @Test
    void fiveValuesGiveTheIntervalOfTheTables() {
        Interval interval = StudentInterval.of(1, 2, 3, 4, 5);
        assertThat(interval.low()).isCloseTo(3 - 1.963243, within(1e-6));
        assertThat(interval.high()).isCloseTo(3 + 1.963243, within(1e-6));
    }

    @Test
    void oneValueOrEqualOnesAreAPoint() {
        assertThat(StudentInterval.of(0.1)).isEqualTo(new Interval(0.1, 0.1));
        assertThat(StudentInterval.of(0.1, 0.1, 0.1)).isEqualTo(new Interval(0.1, 0.1));
        assertThat(StudentInterval.mean(0.1, 0.1, 0.1)).isEqualTo(0.1);
    }

    @Test
    void noValuesHaveNoIntervalAndInfiniteOnesNoEnd() {
        assertThat(StudentInterval.of().low()).isNaN();
        assertThat(StudentInterval.mean()).isNaN();
        assertThat(StudentInterval.of(1, Double.POSITIVE_INFINITY))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }
}
