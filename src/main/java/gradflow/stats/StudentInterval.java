package gradflow.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean and its 95 % interval by Student's t (Student, <i>The probable error of a mean</i>,
 * Biometrika 6, 1908): mean ± t(0.975, n − 1)·s/√n. With one value, or with equal ones, it is a
 * point.
 */
public final class StudentInterval {
    private static final double UPPER_TAIL = 0.025;

    private StudentInterval() {}

    /**
     * The arithmetic mean; NaN if there are no values.
     *
     * @param values in any order
     * @return their sum over their number
     */
    public static double mean(double... values) {
        if (values.length > 0 && allEqual(values)) {
            return values[0];
        }
        return Arrays.stream(values).sum() / values.length;
    }

    /**
     * The interval of the mean; NaN if there are no values, unbounded if infinite ones differ.
     *
     * @param values in any order
     * @return the 95 % interval; a point for one value or equal ones
     */
    public static Interval of(double... values) {
        if (values.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        if (allEqual(values)) {
            return new Interval(values[0], values[0]);
        }
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int freedom = values.length - 1;
        double error = Math.sqrt(squares / freedom / values.length);
        if (!Double.isFinite(error)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half = TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL) * error;
        return new Interval(mean - half, mean + half);
    }

    private static boolean allEqual(double... values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }
}
