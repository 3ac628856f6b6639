package gradflow.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Two-sided tests that a mean is a given number, each below 0.05 just where the number is outside
 * of the 95 % interval that belongs to it.
 */
public final class MeanTest {
    private MeanTest() {}

    /**
     * Student's t test, the counterpart of {@link StudentInterval}.
     *
     * @param hypothesis what the mean is said to be
     * @param values in any order
     * @return p, 0 … 1. Equal values (or a single one) leave no doubt: 0 if they are not the
     *     hypothesis, 1 if they are. 1 if infinite values differ; NaN without values
     */
    public static double of(double hypothesis, double... values) {
        Interval interval = StudentInterval.of(values);
        double mean = StudentInterval.mean(values);
        if (interval.low() == interval.high()) {
            return mean == hypothesis ? 1 : 0;
        }
        if (values.length == 0) {
            return Double.NaN;
        }
        if (Double.isInfinite(interval.high())) {
            return 1;
        }
        TDistribution student = TDistribution.of(values.length - 1.0);
        double error = (interval.high() - mean) / student.inverseSurvivalProbability(0.025);
        return 2 * student.survivalProbability(Math.abs(mean - hypothesis) / error);
    }

    /**
     * The score test of a rate, the counterpart of {@link Wilson}.
     *
     * @param rate successes over trials
     * @param trials 1 or more
     * @param hypothesis what the rate is said to be
     * @return p, 0 … 1. A hypothesis of 0 or less, or of 1 or more, leaves no doubt: 0 if the rate
     *     is another one, else 1
     */
    public static double ofRate(double rate, int trials, double hypothesis) {
        if (hypothesis <= 0 || hypothesis >= 1) {
            return rate == hypothesis ? 1 : 0;
        }
        double deviation = Math.sqrt(hypothesis * (1 - hypothesis) / trials);
        return Math.min(
                1,
                2
                        * NormalDistribution.of(0, 1)
                                .survivalProbability(Math.abs(rate - hypothesis) / deviation));
    }
}
