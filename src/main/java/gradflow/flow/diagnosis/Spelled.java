package gradflow.flow.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as sentences have them: two significant figures. */
final class Spelled {
    private static final MathContext TWO = new MathContext(2);
    private static final double SMALLEST = 1e-3;
    private static final double LARGEST = 1e4;

    private Spelled() {}

    static String of(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : "no finite number";
        }
        BigDecimal rounded = new BigDecimal(value).round(TWO).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= SMALLEST && size < LARGEST) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
