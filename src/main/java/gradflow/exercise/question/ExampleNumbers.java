package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Variable;
import gradflow.model.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Numbers for examples, and the sum that every gate begins with. */
final class ExampleNumbers {
    private static final double SMALLEST = 0.1;
    private final SplittableRandom random;

    ExampleNumbers(long seed) {
        random = RandomStream.EXAMPLE.splittable(seed);
    }

    /** Between 0.1 and 0.9, of either sign: nothing is close to zero, and nothing saturates. */
    double number() {
        double size = random.nextDouble(SMALLEST, 1 - SMALLEST);
        return random.nextBoolean() ? size : -size;
    }

    double[] vector(int size) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = number();
        }
        return vector;
    }

    double[][] matrix(int rows, int columns) {
        double[][] matrix = new double[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = vector(columns);
        }
        return matrix;
    }

    /** Variables where they stand. */
    static Map<String, double[]> at(List<Variable> variables) {
        Map<String, double[]> at = new LinkedHashMap<>();
        variables.forEach(variable -> at.put(variable.name(), variable.values()));
        return at;
    }

    /** x·W + b of one column. */
    static double fromInput(Flow flow, Map<String, double[]> at, int t, int column, double... x) {
        int columns = at.get("b").length;
        double sum = flow.use("b", t, column, at.get("b")[column]);
        for (int i = 0; i < x.length; i++) {
            int index = i * columns + column;
            sum += flow.use("W", t, index, at.get("W")[index]) * x[i];
        }
        return sum;
    }

    /** h·U of one column; {@code after} is the state after the step, null where it is not known. */
    static double fromState(
            Flow flow, Map<String, double[]> at, int t, int column, double[] h, double[] after) {
        int columns = at.get("b").length;
        double sum = 0;
        for (int k = 0; k < h.length; k++) {
            int index = k * columns + column;
            double later = after == null ? Double.NaN : after[k];
            int turned = columns == h.length ? column * columns + k : index;
            Flow.Product product = new Flow.Product("U", t, index, turned);
            sum += flow.product(product, at.get("U")[index], h[k], later);
        }
        return sum;
    }

    /** Σ g·h. */
    static double dot(double[] g, double... h) {
        double sum = 0;
        for (int j = 0; j < g.length; j++) {
            sum += g[j] * h[j];
        }
        return sum;
    }
}
