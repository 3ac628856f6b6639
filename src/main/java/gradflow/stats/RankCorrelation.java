package gradflow.stats;

import java.util.Arrays;

/**
 * Spearman's rank correlation (C. Spearman, <i>The proof and measurement of association between two
 * things</i>, American Journal of Psychology 15, 1904): Pearson's of the average ranks, so that
 * ties and infinite values are allowed.
 *
 * <p>The 95 % interval is tanh(artanh ρ ± 1.96·√((1 + ρ²/2)/(n − 3))) (D. G. Bonett and T. A.
 * Wright, <i>Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations</i>, Psychometrika 65, 2000). Not a bootstrap: resampling pairs makes ties that the
 * data do not have and, of few pairs, resamples that are constant. It is meant for |ρ| below 0.95
 * and is only rough for fewer than some 25 pairs; at ρ = ±1 it is a point and says nothing.
 *
 * @param rho the correlation, NaN of fewer than four pairs, a constant or a NaN
 * @param interval its interval, NaN where rho is
 * @param n the number of pairs
 */
public record RankCorrelation(double rho, Interval interval, int n) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int FEWEST = 4;

    /**
     * Spearman's rho of pairs.
     *
     * @param one the first values of the pairs
     * @param other the second values of the pairs, in the same order
     * @return rho with its interval and the number of pairs
     * @throws IllegalArgumentException if the lengths differ
     */
    public static RankCorrelation spearman(double[] one, double[] other) {
        int n = one.length;
        if (!usable(one, other)) {
            return new RankCorrelation(Double.NaN, new Interval(Double.NaN, Double.NaN), n);
        }
        double[] ranks = Ranks.average(one);
        double[] otherRanks = Ranks.average(other);
        double mean = (n + 1) / 2.0;
        double products = 0;
        double squares = 0;
        double otherSquares = 0;
        // Halves and their products are exact: only the last line rounds.
        for (int i = 0; i < n; i++) {
            products += (ranks[i] - mean) * (otherRanks[i] - mean);
            squares += (ranks[i] - mean) * (ranks[i] - mean);
            otherSquares += (otherRanks[i] - mean) * (otherRanks[i] - mean);
        }
        double rho = products / Math.sqrt(squares * otherSquares);
        rho = Math.max(-1, Math.min(1, rho));
        double centre = StrictMath.log((1 + rho) / (1 - rho)) / 2;
        double half = Z * Math.sqrt((1 + rho * rho / 2) / (n - 3));
        Interval interval =
                new Interval(StrictMath.tanh(centre - half), StrictMath.tanh(centre + half));
        return new RankCorrelation(rho, interval, n);
    }

    private static boolean usable(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " values and " + other.length);
        }
        return one.length >= FEWEST
                && Arrays.stream(one).noneMatch(Double::isNaN)
                && Arrays.stream(other).noneMatch(Double::isNaN);
    }
}
