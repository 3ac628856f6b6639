/**
 * Statistics of runs: rates, censored times, losses, ranks, tests, effect sizes, and what becomes
 * of a gradient.
 *
 * <p>Pure Java on arrays of numbers. Each statistic names its source and is tested against a
 * published example or a closed form. Nothing random without a seed, no network, no file.
 */
package gradflow.stats;
