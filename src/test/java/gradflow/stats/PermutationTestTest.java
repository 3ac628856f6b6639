package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** P. Good, Permutation tests, 2000, chapter 1: of 20 splits one is as extreme on its side. */
    @Test
    void agreesWithGoodsSixPetriDishes() {
        assertThat(PermutationTest.pValue(new double[] {121, 118, 110}, new double[] {34, 12, 22}))
                .isEqualTo(2 / 20.0);
    }

    /** Placental permeability; without ties it is Mann and Whitney's test. One-sided p = 0.1272. */
    @Test
    void agreesWithHollanderAndWolfe() {
        double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
        assertThat(PermutationTest.pValue(term, early)).isCloseTo(0.2544, within(5e-5));
        assertThat(PermutationTest.pValue(term, early))
                .isCloseTo(mannWhitney(term, early), within(1e-12));
    }

    /**
     * Blood pressures with ties, C. R. Mehta and N. R. Patel, StatXact-5 manual, 2001, table 9.6
     * and p. 229: exact two-sided p = 0.0989 (135 of 1365 splits), where the normal approximation
     * has 0.0853.
     */
    @Test
    void isExactWithTies() {
        double[] treated = {94, 108, 110, 90};
        double[] control = {80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88};
        assertThat(PermutationTest.pValue(treated, control)).isEqualTo(135 / 1365.0);
        assertThat(PermutationTest.pValue(treated, control)).isCloseTo(0.0989, within(5e-5));
    }

    /**
     * Ranks 1, 2.5 and 2.5, 4: the six pairs of ranks sum to 3.5, 3.5, 5, 5, 6.5, 6.5 around 5, so
     * the four that miss it are as extreme as the one seen.
     */
    @Test
    void isAsWorkedByHand() {
        assertThat(PermutationTest.pValue(new double[] {1, 2}, new double[] {2, INFINITY}))
                .isEqualTo(4 / 6.0);
    }

    /** Every subset of the pooled values by its bits, compared by differences of mean ranks. */
    @Test
    void agreesWithAllSubsetsOfRandomTiedSamples() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 40; round++) {
            double[] pooled = random.ints(10, 0, 5).asDoubleStream().toArray();
            int size = 2 + round % 7;
            double[] one = Arrays.copyOf(pooled, size);
            double[] other = Arrays.copyOfRange(pooled, size, pooled.length);
            double[] ranks = Ranks.average(pooled);
            double observed = Math.abs(difference(ranks, (1 << size) - 1));
            int extreme = 0;
            int all = 0;
            for (int subset = 0; subset < 1 << pooled.length; subset++) {
                if (Integer.bitCount(subset) == size) {
                    all++;
                    // Means of at most ten halves differ by far more than 1e-9 or only by rounding.
                    extreme += Math.abs(difference(ranks, subset)) >= observed - 1e-9 ? 1 : 0;
                }
            }
            double p = (double) extreme / all;
            assertThat(PermutationTest.pValue(one, other)).isEqualTo(p);
            assertThat(PermutationTest.pValue(other, one)).isEqualTo(p);
        }
    }

    private static double difference(double[] ranks, int subset) {
        double inside = 0;
        double outside = 0;
        for (int i = 0; i < ranks.length; i++) {
            if ((subset >> i & 1) == 1) {
                inside += ranks[i];
            } else {
                outside += ranks[i];
            }
        }
        int size = Integer.bitCount(subset);
        return inside / size - outside / (ranks.length - size);
    }

    @Test
    void onlyTheOrderMatters() {
        double[] one = {0.1, 0.4, 3, 3, 7};
        double[] other = {0.4, 5, 8, 9, INFINITY};
        double[] oneLogs = Arrays.stream(one).map(Math::log).toArray();
        double[] otherLogs = Arrays.stream(other).map(Math::log).toArray();
        assertThat(PermutationTest.pValue(oneLogs, otherLogs))
                .isEqualTo(PermutationTest.pValue(one, other));
        other[4] = 10;
        assertThat(PermutationTest.pValue(oneLogs, otherLogs))
                .isEqualTo(PermutationTest.pValue(one, other));
    }

    /**
     * Of 12 against 12 there are 2 704 156 splits. Without ties Mann and Whitney's exact p-value is
     * the same; four standard errors of 99 999 draws are 4·√(p(1 − p)/99 999).
     */
    @Test
    void drawsComeCloseToTheExactValueBeyondTheLimit() {
        SplittableRandom random = new SplittableRandom(3);
        for (double shift : new double[] {0, 0.2, 0.4}) {
            double[] one = random.doubles(12).toArray();
            double[] other = random.doubles(12).map(value -> value + shift).toArray();
            double exact = mannWhitney(one, other);
            double p = PermutationTest.pValue(one, other);
            assertThat(p).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / 99_999)));
            assertThat(PermutationTest.pValue(other, one)).isEqualTo(p);
        }
        double[] low = random.doubles(30).toArray();
        double[] high = random.doubles(40, 1, 2).toArray();
        assertThat(PermutationTest.pValue(low, high)).isEqualTo(1e-5);
    }

    /**
     * Of 4000 pairs of samples of one tied distribution a p-value of at most α comes up at most in
     * the share α; three standard errors are 3·√(α(1 − α)/4000).
     */
    @Test
    void falseAlarmsAreNoMoreFrequentThanTheLevel() {
        SplittableRandom random = new SplittableRandom(11);
        double[] pValues = new double[4000];
        for (int i = 0; i < pValues.length; i++) {
            pValues[i] =
                    PermutationTest.pValue(
                            random.ints(5, 0, 6).asDoubleStream().toArray(),
                            random.ints(6, 0, 6).asDoubleStream().toArray());
        }
        for (double level : new double[] {0.01, 0.05, 0.1, 0.3, 0.5, 0.8}) {
            double share = Arrays.stream(pValues).filter(p -> p <= level).count() / 4000.0;
            assertThat(share).isLessThan(level + 3 * Math.sqrt(level * (1 - level) / 4000));
            // Nor is it idle: with ties the steps between p-values are small.
            assertThat(share).isGreaterThan(level / 3);
        }
    }

    @Test
    void equalSamplesAreNoDifferenceAndEmptyOnesNoTest() {
        assertThat(PermutationTest.pValue(new double[] {1, 1}, new double[] {1})).isEqualTo(1);
        assertThat(PermutationTest.pValue(new double[] {INFINITY}, new double[] {INFINITY}))
                .isEqualTo(1);
        assertThat(PermutationTest.pValue(new double[] {}, new double[] {1})).isNaN();
        assertThat(PermutationTest.pValue(new double[] {1, 2}, new double[] {Double.NaN})).isNaN();
    }

    private static double mannWhitney(double[] one, double[] other) {
        return MannWhitneyUTest.withDefaults().test(one, other).getPValue();
    }
}
