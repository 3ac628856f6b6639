package gradflow.stats;

/** The middle value. */
public final class Median {
    private static final org.apache.commons.statistics.descriptive.Median MEDIAN =
            org.apache.commons.statistics.descriptive.Median.withDefaults();

    private Median() {}

    /**
     * The middle value, or the mean of the two in the middle; NaN if there are none.
     *
     * @param values in any order
     * @return their median
     */
    public static double of(double... values) {
        return MEDIAN.evaluate(values.clone());
    }
}
