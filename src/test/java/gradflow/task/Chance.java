package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Whether counts are what chance makes of a probability: within five standard deviations. */
public final class Chance {
    private static final int SIGMAS = 5;

    private Chance() {}

    public static void assertCount(long hits, long trials, double probability) {
        double deviation = Math.sqrt(trials * probability * (1 - probability));
        assertThat((double) hits).isCloseTo(trials * probability, within(SIGMAS * deviation));
    }

    /** Every outcome equally often. */
    public static void assertUniform(long[] counts) {
        long trials = 0;
        for (long count : counts) {
            trials += count;
        }
        for (long count : counts) {
            assertCount(count, trials, 1.0 / counts.length);
        }
    }

    /** A mean of independent numbers of that expectation and variance. */
    public static void assertMean(double mean, long trials, double expectation, double variance) {
        assertThat(mean).isCloseTo(expectation, within(SIGMAS * Math.sqrt(variance / trials)));
    }
}
