package gradflow.report.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
    private static final int DIGITS = 3;
    private static final double SMALL = 0.001;
    private static final double LARGE = 1e5;

    private Numbers() {}

    /**
     * Three significant digits, with a power of ten where it is shorter; an en dash for NaN.
     *
     * @return as it stands on a page
     */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        String text;
        if (value == Math.rint(value) && size < LARGE) {
            text = String.format(Locale.ROOT, "%.0f", value);
        } else if (size < SMALL || size >= LARGE) {
            text = scientific(value);
        } else {
            text = rounded(value, DIGITS).toPlainString();
        }
        return text.replace("-", "−");
    }

    /**
     * The nearest number with some significant digits, so that pages stay small.
     *
     * @return without zeros at its end
     */
    public static BigDecimal rounded(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    }

    private static String scientific(double value) {
        String[] parts = String.format(Locale.ROOT, "%.2e", value).split("e", 2);
        int exponent = Integer.parseInt(parts[1]);
        return parts[0].replaceAll("\\.?0+$", "") + "e" + exponent;
    }

    /**
     * A share in per cent.
     *
     * @return with its sign
     */
    public static String percent(double share) {
        return of(100 * share) + " %";
    }

    /**
     * An interval in words.
     *
     * @return both ends
     */
    public static String interval(double low, double high) {
        return of(low) + " to " + of(high);
    }

    /**
     * A number of things, in the plural where there are several.
     *
     * @return such as {@code 5 runs}
     */
    public static String count(int number, String thing) {
        return number + " " + (number == 1 ? thing : thing + "s");
    }
}
