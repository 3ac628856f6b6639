package gradflow.exercise;

import java.util.Arrays;

/**
 * Something that an exercise asks the gradient of.
 *
 * @param name such as {@code U}
 * @param values its numbers, row by row
 * @param columns of a matrix; 1 for a vector or a number
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record Variable(String name, double[] values, int columns) {

    /**
     * A vector, or a number.
     *
     * @param name of the variable
     * @param values its numbers
     * @return the variable
     */
    public static Variable vector(String name, double... values) {
        return new Variable(name, values, 1);
    }

    /**
     * A matrix.
     *
     * @param name of the variable
     * @param rows its numbers
     * @return the variable
     */
    public static Variable matrix(String name, double[]... rows) {
        return new Variable(
                name,
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
                rows[0].length);
    }

    /** How an entry is written, from 1 on, such as {@code [2][1]}. */
    String place(int index) {
        if (values.length == 1) {
            return "";
        }
        return columns == 1
                ? "[%d]".formatted(index + 1)
                : "[%d][%d]".formatted(index / columns + 1, index % columns + 1);
    }

    /** The shape as a student reads it, such as {@code 3×2}. */
    String shape() {
        if (values.length == 1) {
            return "a number";
        }
        return columns == 1 ? values.length + " numbers" : values.length / columns + "×" + columns;
    }
}
