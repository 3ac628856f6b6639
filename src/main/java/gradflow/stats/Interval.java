package gradflow.stats;

/**
 * An interval of plausible values.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
    /** All numbers. */
    public static final Interval ALL =
            new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * What lies inside of a range that the true value cannot leave. As often as this interval
     * contains the true value, so does the part inside: what is cut off could not be true.
     *
     * @param range where the true value must lie
     * @return the part of this interval inside of it; NaN ends stay NaN
     */
    public Interval inside(Interval range) {
        return new Interval(Math.max(low, range.low), Math.min(high, range.high));
    }
}
