package gradflow.exercise;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an answer returns: numbers by name, such as {@code new Gradients().put("U", byU)}. */
public final class Gradients {
    private final Map<String, double[]> values = new LinkedHashMap<>();

    /**
     * Adds a single number.
     *
     * @param name of the variable, as the exercise names it
     * @param value the gradient
     * @return this
     */
    public Gradients put(String name, double value) {
        return put(name, new double[] {value});
    }

    /**
     * Adds a vector.
     *
     * @param name of the variable, as the exercise names it
     * @param vector the gradient; null is taken as missing
     * @return this
     */
    public Gradients put(String name, double[] vector) {
        if (vector != null) {
            values.put(name, vector.clone());
        }
        return this;
    }

    /**
     * Adds a matrix.
     *
     * @param name of the variable, as the exercise names it
     * @param matrix the gradient, in the shape of the variable; null is taken as missing
     * @return this
     */
    public Gradients put(String name, double[][] matrix) {
        return put(
                name,
                matrix == null
                        ? null
                        : Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray());
    }

    /** By name, matrices row by row. */
    Map<String, double[]> values() {
        return values;
    }
}
