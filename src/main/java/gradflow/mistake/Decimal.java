package gradflow.mistake;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers as decimals write them: {@code 12}, {@code -0.5}, {@code 1.0e-3}. What Java or YAML 1.1
 * read as numbers beside these (0x10, 1_000, 010, 1f, NaN) was seldom meant as one.
 */
public final class Decimal {
    private static final Pattern FORM =
            Pattern.compile(
                    "[-+]?((0|[1-9][0-9]{0,399})(\\.[0-9]{0,399})?|\\.[0-9]{1,399})"
                            + "([eE][-+]?[0-9]{1,9})?");

    private Decimal() {}

    /**
     * Reads a number.
     *
     * @param text what may be one
     * @return its value, infinite where it is beyond DOUBLE; empty if it is no decimal number
     */
    public static OptionalDouble parse(String text) {
        return FORM.matcher(text).matches()
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
