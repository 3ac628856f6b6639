package gradflow.report.drawing;

import gradflow.report.data.Numbers;
import java.util.function.DoubleFunction;
import java.util.function.IntPredicate;

/** Which rows of a figure stand out, in words for its caption. */
public final class Extremes {
    private Extremes() {}

    /**
     * "JANET most (0.87), SimpleRnn sigmoid least (1e-40)", over some rows.
     *
     * @return empty where no row has a value
     */
    public static String ofRows(
            FigureRows rows,
            String name,
            String value,
            IntPredicate wanted,
            String most,
            String least) {
        return ofRows(rows, name, value, wanted, most, least, Numbers::of);
    }

    /**
     * A sentence about the largest and the smallest value of the rows, with numbers in given words.
     *
     * @return empty where no row has a value
     */
    public static String ofRows(
            FigureRows rows,
            String name,
            String value,
            IntPredicate wanted,
            String most,
            String least,
            DoubleFunction<String> words) {
        int largest = -1;
        int smallest = -1;
        for (int row = 0; row < rows.size(); row++) {
            if (!wanted.test(row) || Double.isNaN(number(rows, row, value))) {
                continue;
            }
            if (largest < 0 || number(rows, row, value) > number(rows, largest, value)) {
                largest = row;
            }
            if (smallest < 0 || number(rows, row, value) < number(rows, smallest, value)) {
                smallest = row;
            }
        }
        if (largest < 0) {
            return "";
        }
        String first = "%s %s".formatted(most, one(rows, largest, name, value, words));
        return number(rows, largest, value) == number(rows, smallest, value)
                ? "All alike: " + words.apply(number(rows, largest, value)) + "."
                : "%s, %s %s.".formatted(first, least, one(rows, smallest, name, value, words));
    }

    private static String one(
            FigureRows rows, int row, String name, String value, DoubleFunction<String> words) {
        return "%s (%s)".formatted(rows.value(row, name), words.apply(number(rows, row, value)));
    }

    /**
     * A number of a row.
     *
     * @return NaN for none
     */
    public static double number(FigureRows rows, int row, String column) {
        return ((Number) rows.value(row, column)).doubleValue();
    }
}
