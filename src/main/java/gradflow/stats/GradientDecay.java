package gradflow.stats;

/**
 * How a gradient's norm falls (or grows) with the lag: the number of steps it has travelled back.
 */
public final class GradientDecay {
    /** The share of the norm at lag 0 that still counts as a living gradient. */
    public static final double LIVING_SHARE = 1e-3;

    private GradientDecay() {}

    /**
     * The factor per step of the exponential that fits best: exp(slope) of the least-squares line
     * through log norm over lag. Zeros and what is not finite have no logarithm and are left out.
     *
     * @param normByLag the norm at lag 0, 1, 2, …
     * @return the factor, NaN with fewer than two usable norms
     */
    public static double perStep(double... normByLag) {
        int count = 0;
        double meanLag = 0;
        double meanLog = 0;
        for (int lag = 0; lag < normByLag.length; lag++) {
            if (usable(normByLag[lag])) {
                count++;
                meanLag += lag;
                meanLog += StrictMath.log(normByLag[lag]);
            }
        }
        if (count < 2) {
            return Double.NaN;
        }
        meanLag /= count;
        meanLog /= count;
        double covariance = 0;
        double variance = 0;
        for (int lag = 0; lag < normByLag.length; lag++) {
            if (usable(normByLag[lag])) {
                covariance += (lag - meanLag) * (StrictMath.log(normByLag[lag]) - meanLog);
                variance += (lag - meanLag) * (lag - meanLag);
            }
        }
        return StrictMath.exp(covariance / variance);
    }

    /**
     * The gradient horizon: the largest lag at which the norm is at least 1/1000 of its value at
     * lag 0.
     *
     * @param normByLag the norm at lag 0, 1, 2, …
     * @return the lag; −1 if the norm at lag 0 is zero or not finite
     */
    public static int horizon(double... normByLag) {
        if (normByLag.length == 0 || !usable(normByLag[0])) {
            return -1;
        }
        for (int lag = normByLag.length - 1; lag > 0; lag--) {
            if (normByLag[lag] >= LIVING_SHARE * normByLag[0]) {
                return lag;
            }
        }
        return 0;
    }

    private static boolean usable(double norm) {
        return norm > 0 && Double.isFinite(norm);
    }
}
