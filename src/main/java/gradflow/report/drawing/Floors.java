package gradflow.report.drawing;

/** Where logarithmic axes begin. */
public final class Floors {
    private Floors() {}

    /**
     * The power of ten below the smallest number of a column, but not below the deepest.
     *
     * @return a power of ten
     */
    public static double below(FigureRows rows, String column, double deepest) {
        double smallest =
                rows.column(column).stream()
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .filter(value -> value > 0)
                        .min()
                        .orElse(1);
        return Math.max(deepest, StrictMath.pow(10, Math.floor(StrictMath.log10(smallest))));
    }
}
