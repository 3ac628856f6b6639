package gradflow.kernel;

/**
 * How much of the last state a recurrence keeps beside what it computes: h_t = keep·h_{t−1} +
 * scale·f(·).
 *
 * @param keep 0 … 1
 * @param scale above 0, finite
 */
public record Leak(double keep, double scale) {
    /** Elman's recurrence: nothing is kept. */
    public static final Leak NONE = new Leak(0, 1);

    /**
     * Checks both.
     *
     * @param keep 0 … 1
     * @param scale above 0, finite
     * @throws IllegalArgumentException if one is out of its range
     */
    public Leak {
        if (!(keep >= 0 && keep <= 1)) {
            throw new IllegalArgumentException(
                    "got keep = %s; needs 0 <= keep <= 1".formatted(keep));
        }
        if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "got scale = %s; needs a finite scale > 0".formatted(scale));
        }
    }

    /**
     * Whether this is Elman's recurrence.
     *
     * @return whether keep is 0 and scale is 1
     */
    public boolean isNone() {
        return keep == 0 && scale == 1;
    }
}
