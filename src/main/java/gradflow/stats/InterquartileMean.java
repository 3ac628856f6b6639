package gradflow.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of the middle half: a quarter of the values at each end counts nothing, and a value that
 * the quarter cuts through counts in part. Recommended for runs by R. Agarwal et al., <i>Deep
 * reinforcement learning at the edge of the statistical precipice</i>, NeurIPS 2021; they give it
 * the percentile interval of a bootstrap, which of five values contains the true one in nine of ten
 * cases only.
 */
public final class InterquartileMean {
    private static final double UPPER_TAIL = 0.025;

    private InterquartileMean() {}

    /**
     * The interquartile mean.
     *
     * @param values in any order; infinite ones are allowed
     * @return the mean of the middle half
     * @throws IllegalArgumentException if there are no values
     */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double quarter = sorted.length / 4.0;
        double sum = 0;
        for (int i = 0; i < sorted.length; i++) {
            double inside = Math.min(i + 1, sorted.length - quarter) - Math.max(i, quarter);
            if (inside > 0) {
                sum += inside * sorted[i];
            }
        }
        return sum / (sorted.length - 2 * quarter);
    }

    /**
     * The 95 % interval by Student's t with the winsorised variance (J. W. Tukey and D. H.
     * McLaughlin, <i>Less vulnerable confidence and significance procedures for location based on a
     * single sample</i>, Sankhyā A 25, 1963; K. K. Yuen, <i>The two-sample trimmed t for unequal
     * population variances</i>, Biometrika 61, 1974): with n values and h = n/2 of them in the
     * middle, s_w·√((n − 1)/(h(h − 1))) is the standard error.
     *
     * <p>Where the quarter cuts through a value, s_w² lies between the variances with the value
     * winsorised and not, in its parts; and the degrees of freedom, h − 1 for whole quarters, are
     * midway between those for n/2 values in the middle and for all that count; of three values,
     * all of which count, n − 1. How often it contains the true value is simulated in the tests:
     * for five values in 94 to 97 of 100 cases.
     *
     * @param values in any order
     * @return the interval; a point for one value or equal ones in the middle, unbounded if an
     *     infinite value counts
     * @throws IllegalArgumentException if there are no values
     */
    public static Interval interval(double... values) {
        double mean = of(values);
        int n = values.length;
        if (n < 3) {
            return StudentInterval.of(values);
        }
        double variance = winsorisedVariance(values);
        if (!Double.isFinite(mean) || !Double.isFinite(variance)) {
            return Interval.ALL;
        }
        double inside = n / 2.0;
        double error = Math.sqrt(variance * (n - 1) / (inside * (inside - 1)));
        int whole = n / 4;
        double freedom = whole == 0 ? n - 1 : (inside + n - 2 * whole) / 2 - 1;
        double half =
                error == 0
                        ? 0
                        : error * TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
        return new Interval(mean - half, mean + half);
    }

    private static double winsorisedVariance(double... values) {
        int whole = values.length / 4;
        double part = values.length / 4.0 - whole;
        double variance = winsorisedVariance(whole, values);
        return part == 0
                ? variance
                : (1 - part) * variance + part * winsorisedVariance(whole + 1, values);
    }

    /** The variance with so many values at each end replaced by the next one inside. */
    private static double winsorisedVariance(int count, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1 - count;
        Arrays.fill(sorted, 0, count, sorted[count]);
        Arrays.fill(sorted, last + 1, sorted.length, sorted[last]);
        double mean = Arrays.stream(sorted).sum() / sorted.length;
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (sorted.length - 1);
    }
}
