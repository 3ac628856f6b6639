package gradflow.stats;

/**
 * An interval of plausible values.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {}
