package gradflow.stats;

import java.util.Arrays;

/**
 * How much of a gradient is left after it has travelled back: its norm at some lags over its norm
 * at lag 0, which unlike a horizon has no ceiling, and a curve of two phases where one exponential
 * would hide that the first steps cost more than the later ones.
 *
 * @param share1 norm at lag 1 over the norm at lag 0; NaN if there is no such lag, as all that
 *     follow, or if the norm at lag 0 is zero or not finite
 * @param share8 norm at lag 8 over that at lag 0
 * @param share32 norm at lag 32 over that at lag 0
 * @param share64 norm at lag 64 over that at lag 0
 * @param shareLast norm at the largest lag, T − 1, over that at lag 0
 * @param meanLog10Share the area under log₁₀ of the share over lag 0 … T − 1 (trapezoidal rule),
 *     over T − 1; shares below {@value #LEAST_SHARE} count as that
 * @param earlyDecayPerStep factor per step up to the phases' border; NaN with fewer than six
 *     positive norms, as the next two
 * @param lateDecayPerStep factor per step from the border on
 * @param phaseLag first lag of the late phase: the border at which two straight lines through log
 *     norm over lag, each through at least three points, leave the smallest sum of squares
 */
public record Reach(
        double share1,
        double share8,
        double share32,
        double share64,
        double shareLast,
        double meanLog10Share,
        double earlyDecayPerStep,
        double lateDecayPerStep,
        double phaseLag) {

    /** What counts as nothing left in the area. */
    public static final double LEAST_SHARE = 1e-30;

    private static final int LEAST_POINTS = 3;

    /**
     * The reach of a gradient.
     *
     * @param normByLag the norm at lag 0, 1, 2, … T − 1
     * @return shares of the norm at lag 0, no unit
     */
    public static Reach of(double... normByLag) {
        double[] shares = shares(normByLag);
        int border = border(shares);
        boolean phases = border > 0;
        return new Reach(
                at(shares, 1),
                at(shares, 8),
                at(shares, 32),
                at(shares, 64),
                at(shares, shares.length - 1),
                meanLog10(shares),
                phases ? StrictMath.exp(Line.of(shares, 0, border).slope()) : Double.NaN,
                phases
                        ? StrictMath.exp(Line.of(shares, border, shares.length).slope())
                        : Double.NaN,
                phases ? border : Double.NaN);
    }

    private static double[] shares(double... normByLag) {
        double first = normByLag.length == 0 ? Double.NaN : normByLag[0];
        boolean usable = first > 0 && Double.isFinite(first);
        return Arrays.stream(normByLag).map(norm -> usable ? norm / first : Double.NaN).toArray();
    }

    private static double at(double[] shares, int lag) {
        return lag >= 0 && lag < shares.length ? shares[lag] : Double.NaN;
    }

    private static double meanLog10(double... shares) {
        if (shares.length < 2) {
            return Double.NaN;
        }
        double area = 0;
        for (int lag = 1; lag < shares.length; lag++) {
            area += (log10(shares[lag - 1]) + log10(shares[lag])) / 2;
        }
        return area / (shares.length - 1);
    }

    private static double log10(double share) {
        return StrictMath.log10(share < LEAST_SHARE ? LEAST_SHARE : share);
    }

    /** The lag with which the late phase begins; 0 if there are too few points for two phases. */
    private static int border(double... shares) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int border = LEAST_POINTS; border <= shares.length - LEAST_POINTS; border++) {
            Line early = Line.of(shares, 0, border);
            Line late = Line.of(shares, border, shares.length);
            double squares = early.squares() + late.squares();
            if (early.points() >= LEAST_POINTS
                    && late.points() >= LEAST_POINTS
                    && squares < least) {
                least = squares;
                best = border;
            }
        }
        return best;
    }

    /** The least-squares line through log share over lag; zeros and what is not finite left out. */
    private record Line(int points, double slope, double squares) {
        static Line of(double[] shares, int from, int to) {
            int points = 0;
            double meanLag = 0;
            double meanLog = 0;
            for (int lag = from; lag < to; lag++) {
                if (usable(shares[lag])) {
                    points++;
                    meanLag += lag;
                    meanLog += StrictMath.log(shares[lag]);
                }
            }
            meanLag /= points;
            meanLog /= points;
            double covariance = 0;
            double lagVariance = 0;
            double logVariance = 0;
            for (int lag = from; lag < to; lag++) {
                if (usable(shares[lag])) {
                    double log = StrictMath.log(shares[lag]) - meanLog;
                    covariance += (lag - meanLag) * log;
                    lagVariance += (lag - meanLag) * (lag - meanLag);
                    logVariance += log * log;
                }
            }
            double slope = covariance / lagVariance;
            return new Line(points, slope, logVariance - slope * covariance);
        }

        private static boolean usable(double share) {
            return share > 0 && Double.isFinite(share);
        }
    }
}
