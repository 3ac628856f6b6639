package gradflow.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The mean of the middle half: a quarter of the values at each end counts nothing, and a value that
 * the quarter cuts through counts in part. Recommended with a bootstrap interval by R. Agarwal et
 * al., <i>Deep reinforcement learning at the edge of the statistical precipice</i>, NeurIPS 2021.
 */
public final class InterquartileMean {
    private static final int RESAMPLES = 2000;

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
     * The 95 % percentile interval of {@value #RESAMPLES} resamples.
     *
     * @param seed of the resampling
     * @param values in any order
     * @return the interval, the same for the same seed
     * @throws IllegalArgumentException if there are no values
     */
    public static Interval bootstrap(long seed, double... values) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        double[] resample = new double[values.length];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < resample.length; i++) {
                resample[i] = values[random.nextInt(values.length)];
            }
            means[r] = of(resample);
        }
        Arrays.sort(means);
        int tail = (int) (RESAMPLES * 0.025);
        return new Interval(means[tail], means[RESAMPLES - 1 - tail]);
    }
}
