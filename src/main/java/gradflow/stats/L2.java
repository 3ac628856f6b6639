package gradflow.stats;

/** L2 norms that neither overflow nor underflow on the way, summed in the order of the elements. */
public final class L2 {
    /** Above it, what squares lose by underflow is far below rounding. */
    private static final double SAFE = 0x1p-900;

    private L2() {}

    /**
     * The norm of all elements.
     *
     * @return 0 or above; NaN if an element is
     */
    public static double of(double... values) {
        return of(values, 0, values.length);
    }

    /**
     * The norm of all elements of a matrix.
     *
     * @return 0 or above; NaN if an element is
     */
    public static double of(double[][] rows) {
        double[] norms = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            norms[i] = of(rows[i]);
        }
        return of(norms);
    }

    /**
     * The norm of elements {@code from} … {@code to} − 1.
     *
     * @return 0 or above; 0 of no elements; NaN if one is
     */
    public static double of(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * values[i];
        }
        return isSafe(sum) ? Math.sqrt(sum) : scaled(values, from, to);
    }

    /**
     * Whether a plain sum of squares neither overflowed nor lost what matters by underflow.
     *
     * @return true if its root is the norm
     */
    public static boolean isSafe(double sumOfSquares) {
        return sumOfSquares > SAFE && sumOfSquares < Double.POSITIVE_INFINITY;
    }

    /** Scaled by a power of two, which rounds nothing that matters. */
    private static double scaled(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        double sum = 0;
        for (int i = from; i < to; i++) {
            double value = Math.scalb(values[i], -exponent);
            sum += value * value;
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }
}
