package gradflow.stats;

import java.util.Arrays;

/**
 * Whether pairs differ, such as one seed under two conditions, by the ranks of their absolute
 * differences (F. Wilcoxon, <i>Individual comparisons by ranking methods</i>, Biometrics Bulletin
 * 1, 1945).
 *
 * <p>Exact with ties and zeros too: equal differences share their mean rank, and zeros are ranked
 * but have no sign (J. W. Pratt, <i>Remarks on zeros and ties in the Wilcoxon signed rank
 * procedures</i>, 1959). All signs are counted by the sums they give (B. Streitberg and J. Röhmel,
 * <i>Exact distributions for permutation and rank tests</i>, 1986). The test of Commons Statistics
 * 1.2 approximates these and counts zeros as ties once more: one difference among thirteen zeros
 * has p = 0.0005 there, among fourteen NaN; here 1.
 *
 * <p>Infinite differences rank last. Two infinite values have no difference, but agree: give 0.
 */
public final class SignedRankTest {
    private SignedRankTest() {}

    /**
     * The two-sided p-value; 1 if all differences are zero, NaN if there are none or one is NaN.
     * The time is cubic in the number of differences.
     *
     * @param differences one for each pair
     * @return above 0 and at most 1, or NaN
     */
    public static double pValue(double... differences) {
        if (differences.length == 0 || Arrays.stream(differences).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        // Twice the average ranks are whole numbers and can index the sums.
        int[] ranks =
                Arrays.stream(Ranks.average(Arrays.stream(differences).map(Math::abs).toArray()))
                        .mapToInt(rank -> (int) (2 * rank))
                        .toArray();
        int positive = 0;
        int negative = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (differences[i] > 0) {
                positive += ranks[i];
            } else if (differences[i] < 0) {
                negative += ranks[i];
            }
        }
        // The chance of each sum of positive ranks if every sign is the toss of a coin.
        double[] chances = new double[Math.min(positive, negative) + 1];
        chances[0] = 1;
        for (int i = 0; i < ranks.length; i++) {
            for (int sum = chances.length - 1; differences[i] != 0 && sum >= 0; sum--) {
                double without = sum < ranks[i] ? 0 : chances[sum - ranks[i]];
                chances[sum] = (chances[sum] + without) / 2;
            }
        }
        // Either tail; in the very middle they overlap.
        return Math.min(1, 2 * Arrays.stream(chances).sum());
    }
}
