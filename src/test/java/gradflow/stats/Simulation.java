package gradflow.stats;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Samples whose truth is known, and how often an interval contains it. */
final class Simulation {
    /** Half a per cent of 95 % is three and a half standard errors. */
    static final int REPETITIONS = 20_000;

    private static final long SEED = 1908;
    private static final double QUARTILE = 0.6744897501960817;

    private Simulation() {}

    /** A distribution with its mean and the mean of its middle half. */
    record Population(String name, ToDoubleFunction<Random> draw, double mean, double middle) {
        double[] sample(int size, Random random) {
            return IntStream.range(0, size).mapToDouble(i -> draw.applyAsDouble(random)).toArray();
        }
    }

    static Population normal() {
        return new Population("normal", Random::nextGaussian, 0, 0);
    }

    static Population uniform() {
        return new Population("uniform", Random::nextDouble, 0.5, 0.5);
    }

    static Population exponential() {
        double from = Math.log(4.0 / 3);
        double to = Math.log(4);
        return new Population(
                "exponential",
                random -> -Math.log(1 - random.nextDouble()),
                1,
                2 * ((from + 1) * Math.exp(-from) - (to + 1) * Math.exp(-to)));
    }

    static Population logNormal(double sigma) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double mean = Math.exp(sigma * sigma / 2);
        double inside =
                normal.cumulativeProbability(QUARTILE - sigma)
                        - normal.cumulativeProbability(-QUARTILE - sigma);
        return new Population(
                "log-normal, σ = " + sigma,
                random -> Math.exp(sigma * random.nextGaussian()),
                mean,
                2 * mean * inside);
    }

    /** Accuracies near their ceiling: Beta(9, 1). */
    static Population nearTheCeiling() {
        return new Population(
                "shares near 1: Beta(9, 1)",
                random -> Math.pow(random.nextDouble(), 1.0 / 9),
                0.9,
                Double.NaN);
    }

    /** What a task does that one seed in five does not learn. */
    static Population oneInFiveFails() {
        return new Population(
                "1, but 0.25 in one of five cases",
                random -> random.nextDouble() < 0.2 ? 0.25 : 1,
                0.85,
                Double.NaN);
    }

    /** How often something holds of a drawn case, as a share. */
    static double share(int repetitions, java.util.function.Predicate<Random> holds) {
        Random random = new Random(SEED);
        return IntStream.range(0, repetitions).filter(i -> holds.test(random)).count()
                / (double) repetitions;
    }

    static boolean contains(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }

    static double[] logarithms(double... values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    static double[] differences(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
    }

    /** What the interquartile mean had before: the percentiles of its resamples. */
    static Interval bootstrap(Random random, double... values) {
        int resamples = 500;
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            means[r] = InterquartileMean.of(resample(random, values));
        }
        Arrays.sort(means);
        int tail = resamples / 40;
        return new Interval(means[tail], means[resamples - 1 - tail]);
    }

    /** What rliable gives the probability of improvement: a stratified bootstrap's percentiles. */
    static Interval stratified(Random random, double[][] own, double[][] others) {
        int resamples = 200;
        double[] probabilities = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            for (int block = 0; block < own.length; block++) {
                double delta =
                        EffectSize.cliffsDelta(
                                resample(random, own[block]), resample(random, others[block]));
                probabilities[r] += (1 - delta) / 2 / own.length;
            }
        }
        Arrays.sort(probabilities);
        int tail = resamples / 40;
        return new Interval(probabilities[tail], probabilities[resamples - 1 - tail]);
    }

    private static double[] resample(Random random, double... values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[random.nextInt(values.length)])
                .toArray();
    }

    /** Wilson's coverage of a rate, summed over all that may come out. */
    static double wilson(int trials, double rate) {
        double covered = 0;
        double ways = 1;
        for (int successes = 0; successes <= trials; successes++) {
            if (contains(Wilson.interval(successes, trials), rate)) {
                covered +=
                        ways * Math.pow(rate, successes) * Math.pow(1 - rate, trials - successes);
            }
            ways = ways * (trials - successes) / (successes + 1);
        }
        return covered;
    }
}
