package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanTestTest {

    /** The ten differences in sleep of Student 1908: t = 4.0621 against 0, p = 0.002833. */
    @Test
    void studentsOwnExample() {
        double[] hours = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
        assertThat(MeanTest.of(0, hours)).isCloseTo(0.002833, within(1e-6));
    }

    @Test
    void pIsAtItsLevelAtTheEndsOfTheInterval() {
        Random random = new Random(3);
        for (int n = 2; n < 20; n++) {
            double[] values = random.doubles(n).toArray();
            Interval interval = StudentInterval.of(values);
            assertThat(MeanTest.of(interval.low(), values)).isCloseTo(0.05, within(1e-9));
            assertThat(MeanTest.of(interval.high(), values)).isCloseTo(0.05, within(1e-9));
            int successes = n / 3;
            Interval rate = Wilson.interval(successes, n);
            assertThat(MeanTest.ofRate((double) successes / n, n, rate.high()))
                    .isCloseTo(0.05, within(1e-9));
        }
    }

    @Test
    void valuesWithoutDoubt() {
        assertThat(MeanTest.of(1, 2, 2, 2)).isZero();
        assertThat(MeanTest.of(2, 2, 2, 2)).isEqualTo(1);
        assertThat(MeanTest.of(2)).isNaN();
        assertThat(MeanTest.of(2, 1, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(MeanTest.ofRate(1, 5, 1)).isEqualTo(1);
        assertThat(MeanTest.ofRate(0.8, 5, 1)).isZero();
    }
}
