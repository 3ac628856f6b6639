package gradflow.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** How far apart two samples are, whatever their sizes. */
public final class EffectSize {
    private static final double UPPER_TAIL = 0.025;

    private EffectSize() {}

    /**
     * Cliff's delta: the chance that a value of one is above a value of the other, less the chance
     * that it is below (N. Cliff, <i>Dominance statistics: ordinal analyses to answer ordinal
     * questions</i>, Psychological Bulletin 114, 1993). −1 … 1; it is 2A − 1, A being the measure
     * of A. Vargha and H. D. Delaney (2000), in which a tie counts half. Only the order matters, so
     * infinite values are allowed.
     *
     * @return delta, NaN if a sample is empty or holds NaN
     * @param one the first sample, in any order
     * @param other the second sample, in any order
     */
    public static double cliffsDelta(double[] one, double[] other) {
        if (hasNaN(one) || hasNaN(other)) {
            return Double.NaN;
        }
        long sum = 0;
        for (double value : one) {
            for (double against : other) {
                sum += dominance(value, against);
            }
        }
        return sum / ((double) one.length * other.length);
    }

    /**
     * The asymmetric 95 % interval of delta (N. Cliff, <i>Ordinal methods for behavioral data
     * analysis</i>, 1996, eq. 5.12) with the quantile of Student's t. Not a bootstrap: of samples
     * that do not overlap every resample gives ±1, a point. Here the inner end is then ±(b − t²)/(b
     * + t²), b being the smaller size (D. Feng and N. Cliff, <i>Monte Carlo evaluation of ordinal d
     * with improved confidence interval</i>, 2004, eq. 8).
     *
     * @return the interval, −1 … 1 if a sample has only one value, NaN where delta is
     * @param one the first sample, in any order
     * @param other the second sample, in any order
     */
    public static Interval cliffsDeltaInterval(double[] one, double[] other) {
        double delta = cliffsDelta(one, other);
        if (Double.isNaN(delta)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int smaller = Math.min(one.length, other.length);
        return smaller < 2
                ? new Interval(-1, 1)
                : interval(
                        delta, variance(one, other, delta), one.length + other.length - 2, smaller);
    }

    /**
     * The asymmetric 95 % interval of a delta.
     *
     * @param variance of the delta
     * @param freedom degrees of freedom of Student's quantile
     * @param smaller the size of the smaller sample, which decides where the interval ends if the
     *     samples do not overlap
     */
    static Interval interval(double delta, double variance, int freedom, int smaller) {
        double t = TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
        if (Math.abs(delta) == 1) {
            double inner = (smaller - t * t) / (smaller + t * t);
            return delta > 0 ? new Interval(inner, 1) : new Interval(-1, -inner);
        }
        double error = t * Math.sqrt(variance);
        double rest = 1 - delta * delta;
        double half = error * StrictMath.hypot(rest, error);
        double scale = rest + error * error;
        return new Interval(
                Math.max(-1, (delta * rest - half) / scale),
                Math.min(1, (delta * rest + half) / scale));
    }

    /** The unbiased estimate of delta's variance, but no less than it can be (Cliff, 1996). */
    static double variance(double[] one, double[] other, double delta) {
        double n = one.length;
        double m = other.length;
        double[] ofOther = new double[other.length];
        double rows = 0;
        double cells = 0;
        for (double value : one) {
            double ofOne = 0;
            for (int j = 0; j < other.length; j++) {
                double sign = dominance(value, other[j]);
                ofOne += sign / m;
                ofOther[j] += sign / n;
                cells += (sign - delta) * (sign - delta);
            }
            rows += (ofOne - delta) * (ofOne - delta);
        }
        double columns = Arrays.stream(ofOther).map(mean -> (mean - delta) * (mean - delta)).sum();
        double unbiased = (m * m * rows + n * n * columns - cells) / (n * m * (n - 1) * (m - 1));
        return Math.max(unbiased, (1 - delta * delta) / (n * m - 1));
    }

    private static int dominance(double value, double against) {
        return value > against ? 1 : value < against ? -1 : 0;
    }

    private static boolean hasNaN(double... values) {
        return Arrays.stream(values).anyMatch(Double::isNaN);
    }
}
