package gradflow.kernel;

/**
 * The exponential function and its kin in DOUBLE, made of correctly rounded operations alone: the
 * same bits on every processor and Java machine, which {@link Math} does not promise. Measured
 * against 80-bit numbers: exp, e^v − 1, σ and tanh within 2 units in the last place.
 */
public final class Exponential {
    private static final double LARGEST = 709.782712893384;
    private static final double SMALLEST = -745.2;
    private static final double PER_LN2 = 1.4426950408889634;

    /** The first 32 bits of ln 2, so that a small whole number times it is exact, and the rest. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private Exponential() {}

    /**
     * e^v, within 2 units in the last place; NaN stays NaN.
     *
     * @return 0 … ∞
     */
    public static double exp(double v) {
        double x = Math.max(SMALLEST, Math.min(LARGEST, v));
        double k = Math.rint(x * PER_LN2);
        double r = reduced(x, k);
        double value = 1 + expm1Reduced(r);
        // In two steps, since 2^k may be subnormal where e^v still is not zero.
        int half = (int) k >> 1;
        double result = value * power(half) * power((int) k - half);
        return v > LARGEST ? Double.POSITIVE_INFINITY : v < SMALLEST ? 0 : result;
    }

    /**
     * e^v − 1, within 2 units in the last place; NaN stays NaN.
     *
     * @return −1 … ∞
     */
    public static double expm1(double v) {
        if (v > 60) {
            return exp(v);
        }
        double x = Math.max(-60, v);
        double k = Math.rint(x * PER_LN2);
        double p = expm1Reduced(reduced(x, k));
        double scale = power((int) k);
        return v == 0 ? v : Math.fma(scale, p, scale - 1);
    }

    /**
     * σ(v) = 1/(1 + e^−v), within 2 units in the last place; NaN stays NaN.
     *
     * @return 0 … 1
     */
    public static double sigmoid(double v) {
        return 1 / (1 + exp(-v));
    }

    /**
     * tanh(v), within 2 units in the last place; NaN stays NaN. Near zero by the quotient of
     * polynomials of S. L. Moshier's Cephes library, elsewhere by 1 − 2/(e^2v + 1).
     *
     * @return −1 … 1
     */
    public static double tanh(double v) {
        double size = Math.abs(v);
        if (size < 0.625) {
            double s = v * v;
            double p = Math.fma(s, -0.9643991794250522, -99.28772310019185);
            p = Math.fma(p, s, -1614.6876844170845);
            double q = s + 112.81167849163293;
            q = Math.fma(q, s, 2235.4883906010045);
            q = Math.fma(q, s, 4844.063053251255);
            return Math.fma(v * s, p / q, v);
        }
        return Math.copySign(1 - 2 / (exp(2 * size) + 1), v);
    }

    private static double reduced(double x, double k) {
        return Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
    }

    /** e^r − 1 for |r| ≤ ½·ln 2, by its series up to r^14. */
    private static double expm1Reduced(double r) {
        double q = 1.0 / 87178291200.0;
        q = Math.fma(q, r, 1.0 / 6227020800.0);
        q = Math.fma(q, r, 1.0 / 479001600.0);
        q = Math.fma(q, r, 1.0 / 39916800.0);
        q = Math.fma(q, r, 1.0 / 3628800.0);
        q = Math.fma(q, r, 1.0 / 362880.0);
        q = Math.fma(q, r, 1.0 / 40320.0);
        q = Math.fma(q, r, 1.0 / 5040.0);
        q = Math.fma(q, r, 1.0 / 720.0);
        q = Math.fma(q, r, 1.0 / 120.0);
        q = Math.fma(q, r, 1.0 / 24.0);
        q = Math.fma(q, r, 1.0 / 6.0);
        q = Math.fma(q, r, 0.5);
        return Math.fma(q, r * r, r);
    }

    /** 2^k for |k| below 1023. */
    private static double power(int k) {
        return Double.longBitsToDouble((k + 1023L) << 52);
    }
}
