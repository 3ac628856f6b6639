package gradflow.stats;

/**
 * Wilson's score interval for a rate (E. B. Wilson, <i>Probable inference, the law of succession,
 * and statistical inference</i>, JASA 22, 1927), without continuity correction. It stays inside 0 …
 * 1 and is not empty at 0 or all successes, where the usual interval is.
 */
public final class Wilson {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /**
     * The 95 % interval of the rate.
     *
     * @param successes how many trials succeeded
     * @param trials how many there were
     * @return within 0 … 1
     * @throws IllegalArgumentException unless 0 ≤ successes ≤ trials and trials ≥ 1
     */
    public static Interval interval(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
        }
        double n = trials;
        double rate = successes / n;
        double centre = rate + Z * Z / (2 * n);
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new Interval(
                Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }
}
