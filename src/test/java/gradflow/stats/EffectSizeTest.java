package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectSizeTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /**
     * The data and the output in the manual and the tests of R's package effsize: delta −0.25,
     * interval −0.7265846 … 0.3890062, unbiased variance and Student's t. Seven decimals.
     */
    @Test
    void agreesWithEffsize() {
        double[] treatment = {10, 10, 20, 20, 20, 30, 30, 30, 40, 50};
        double[] control = {10, 20, 30, 40, 40, 50};
        assertThat(EffectSize.cliffsDelta(treatment, control)).isEqualTo(-0.25);
        Interval interval = EffectSize.cliffsDeltaInterval(treatment, control);
        assertThat(interval.low()).isCloseTo(-0.7265846, within(5.1e-8));
        assertThat(interval.high()).isCloseTo(0.3890062, within(5.1e-8));
    }

    /** 2A − 1, A from the rank sum as Vargha and Delaney have it: (R/n − (n + 1)/2)/m. */
    @Test
    void isTwiceVarghaAndDelaneysMeasureLessOne() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 50; round++) {
            double[] pooled = random.ints(11, 0, 6).asDoubleStream().toArray();
            double[] one = Arrays.copyOf(pooled, 4);
            double[] other = Arrays.copyOfRange(pooled, 4, 11);
            double sum = Arrays.stream(Ranks.average(pooled), 0, 4).sum();
            double a = (sum / 4 - 5 / 2.0) / 7;
            assertThat(EffectSize.cliffsDelta(one, other)).isCloseTo(2 * a - 1, within(1e-14));
        }
    }

    /** Row by row of one: −2 + 1 + 2 + 2 + 4 of 20. */
    @Test
    void swappingTheSamplesSwapsTheSign() {
        double[] one = {1, 3, 5, 5, INFINITY};
        double[] other = {0, 2, 3, 9};
        assertThat(EffectSize.cliffsDelta(one, other)).isEqualTo(7 / 20.0);
        assertThat(EffectSize.cliffsDelta(other, one)).isEqualTo(-7 / 20.0);
        Interval interval = EffectSize.cliffsDeltaInterval(one, other);
        Interval swapped = EffectSize.cliffsDeltaInterval(other, one);
        assertThat(swapped.low()).isCloseTo(-interval.high(), within(1e-14));
        assertThat(swapped.high()).isCloseTo(-interval.low(), within(1e-14));
        double[] cubes = Arrays.stream(one).map(v -> v * v * v).toArray();
        double[] otherCubes = Arrays.stream(other).map(v -> v * v * v).toArray();
        assertThat(EffectSize.cliffsDeltaInterval(cubes, otherCubes)).isEqualTo(interval);
    }

    /** Of 5 and 6 values apart, t(0.975, 9) = 2.262157: (5 − t²)/(5 + t²) = −0.011627. */
    @Test
    void samplesApartKeepAnInterval() {
        double[] low = {1, 2, 3, 4, 5};
        double[] high = {6, 7, 8, 9, INFINITY, INFINITY};
        assertThat(EffectSize.cliffsDelta(high, low)).isEqualTo(1);
        Interval interval = EffectSize.cliffsDeltaInterval(high, low);
        assertThat(interval.low())
                .isCloseTo((5 - 2.262157 * 2.262157) / (5 + 2.262157 * 2.262157), within(1e-6));
        assertThat(interval.high()).isEqualTo(1);
        assertThat(EffectSize.cliffsDeltaInterval(low, high))
                .isEqualTo(new Interval(-1, -interval.low()));
    }

    @Test
    void tooLittleLeavesEverythingOpenAndNothingIsNaN() {
        double[] single = {1};
        double[] two = {2, 3};
        assertThat(EffectSize.cliffsDeltaInterval(single, two)).isEqualTo(new Interval(-1, 1));
        assertThat(EffectSize.cliffsDelta(two, two)).isZero();
        assertThat(EffectSize.cliffsDelta(new double[] {}, two)).isNaN();
        assertThat(EffectSize.cliffsDelta(two, new double[] {Double.NaN})).isNaN();
        assertThat(EffectSize.cliffsDeltaInterval(two, new double[] {}).low()).isNaN();
    }

    /**
     * For normal values a standard deviation apart delta is 2Φ(1/√2) − 1 = 0.5205. Of 2000
     * intervals 95 % are to hold it; 2 % are allowed, four standard errors of the simulation.
     */
    @Test
    void theIntervalHoldsTheTrueValueAsOftenAsItSays() {
        Random random = new Random(4);
        int held = 0;
        for (int round = 0; round < 2000; round++) {
            double[] one = random.doubles(15).map(u -> random.nextGaussian() + 1).toArray();
            double[] other = random.doubles(15).map(u -> random.nextGaussian()).toArray();
            Interval interval = EffectSize.cliffsDeltaInterval(one, other);
            held += interval.low() <= 0.5205 && 0.5205 <= interval.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isCloseTo(0.95, within(0.02));
    }
}
