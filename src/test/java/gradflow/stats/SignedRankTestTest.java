package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTestTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /**
     * Depression scores, M. Hollander and D. A. Wolfe, 1973, p. 29; one-sided p = 0.01953 in the
     * manual of R: 10 of 512.
     */
    @Test
    void agreesWithHollanderAndWolfe() {
        double[] first = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] second = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        assertThat(SignedRankTest.pValue(differences)).isCloseTo(2 * 10 / 512.0, within(1e-12));
        assertThat(2 * 10 / 512.0).isCloseTo(2 * 0.01953, within(1e-5));
        assertThat(exact(differences)).isEqualTo(20 / 512.0);
    }

    /** Darwin's maize, as in the manual of SciPy's wilcoxon: p = 0.041259765625. */
    @Test
    void agreesWithSciPyOnDarwinsMaize() {
        double[] differences = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
        assertThat(SignedRankTest.pValue(differences)).isCloseTo(0.041259765625, within(1e-12));
        assertThat(exact(differences)).isEqualTo(0.041259765625);
    }

    @Test
    void isExactWithoutTiesAndSymmetric() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 1; n <= 12; n++) {
            double[] differences = random.doubles(n, -1, 1.5).toArray();
            double p = SignedRankTest.pValue(differences);
            assertThat(p).isCloseTo(exact(differences), within(1e-12));
            double[] negative = Arrays.stream(differences).map(d -> -d).toArray();
            assertThat(SignedRankTest.pValue(negative)).isCloseTo(p, within(1e-12));
        }
    }

    @Test
    void isExactWithZerosAndTies() {
        SplittableRandom random = new SplittableRandom(6);
        for (int round = 0; round < 40; round++) {
            double[] differences = random.ints(12, -6, 9).asDoubleStream().toArray();
            differences[round % 12] = 0;
            assertThat(SignedRankTest.pValue(differences))
                    .isCloseTo(exact(differences), within(1e-12));
        }
        // One sign alone shows nothing, however many zeros are ranked before it.
        assertThat(SignedRankTest.pValue(Arrays.copyOf(new double[] {3}, 16))).isEqualTo(1);
        assertThat(SignedRankTest.pValue(2, 2, 2, 0)).isEqualTo(2 / 8.0);
    }

    /** The library is exact up to 50 differences without ties or zeros. */
    @Test
    void agreesWithTheLibraryWhereThatIsExact() {
        SplittableRandom random = new SplittableRandom(13);
        for (int n = 1; n <= 50; n++) {
            double[] differences = random.doubles(n, -1, 1.5).toArray();
            double p = WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
            assertThat(SignedRankTest.pValue(differences)).isCloseTo(p, within(1e-12));
        }
    }

    /** Of 200 the normal approximation with its continuity correction is good to 1e-3. */
    @Test
    void comesCloseToTheNormalApproximationOfMany() {
        double[] differences = new SplittableRandom(14).doubles(200, -1, 1.2).toArray();
        double p = WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
        assertThat(SignedRankTest.pValue(differences)).isCloseTo(p, within(1e-3));
    }

    /** Ranks 1 … 6, all positive: two of 64. A second infinity makes a tie. */
    @Test
    void infiniteDifferencesRankLast() {
        assertThat(SignedRankTest.pValue(1, 2, 3, 4, 5, INFINITY))
                .isCloseTo(2 / 64.0, within(1e-12));
        assertThat(SignedRankTest.pValue(1, 2, 3, 4, 5, -INFINITY))
                .isEqualTo(SignedRankTest.pValue(1, 2, 3, 4, 5, -6));
        assertThat(SignedRankTest.pValue(1, 2, 3, INFINITY, INFINITY))
                .isEqualTo(SignedRankTest.pValue(1, 2, 3, 9, 9));
    }

    /** By chance a p-value is at most α in the share α: 3·√(α(1 − α)/4000) are allowed. */
    @Test
    void falseAlarmsAreAsFrequentAsTheLevel() {
        SplittableRandom random = new SplittableRandom(8);
        double[] pValues = new double[4000];
        Arrays.setAll(pValues, i -> SignedRankTest.pValue(random.doubles(12, -1, 1).toArray()));
        for (double level : new double[] {0.01, 0.05, 0.1, 0.5}) {
            double share = Arrays.stream(pValues).filter(p -> p <= level).count() / 4000.0;
            double allowed = 3 * Math.sqrt(level * (1 - level) / 4000);
            assertThat(share).isLessThan(level + allowed);
            // Exact p-values of 12 pairs come in steps of up to 0.06 in the middle.
            assertThat(share).isGreaterThan(0.8 * level - allowed);
        }
    }

    @Test
    void noDifferenceAtAllIsOneAndNoPairsAreNoTest() {
        assertThat(SignedRankTest.pValue(0, -0.0, 0)).isEqualTo(1);
        assertThat(SignedRankTest.pValue()).isNaN();
        assertThat(SignedRankTest.pValue(1, Double.NaN)).isNaN();
        assertThat(SignedRankTest.pValue(0, 0, 1)).isBetween(0.0, 1.0);
    }

    /** The share of all signs whose sum of ranks is at least as far from its mean. */
    private static double exact(double... differences) {
        double[] ranks = Ranks.average(Arrays.stream(differences).map(Math::abs).toArray());
        double observed = 0;
        for (int i = 0; i < ranks.length; i++) {
            observed += Math.signum(differences[i]) * ranks[i];
        }
        int extreme = 0;
        for (int signs = 0; signs < 1 << ranks.length; signs++) {
            double sum = 0;
            for (int i = 0; i < ranks.length; i++) {
                double sign = differences[i] == 0 ? 0 : (signs >> i & 1) * 2 - 1;
                sum += sign * ranks[i];
            }
            extreme += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
        }
        return (double) extreme / (1 << ranks.length);
    }
}
