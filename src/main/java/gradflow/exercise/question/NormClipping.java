package gradflow.exercise.question;

import gradflow.exercise.Question;
import gradflow.exercise.Variable;
import gradflow.stats.L2;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Exercise 5: a gradient made as short as a threshold if it is longer. */
public final class NormClipping implements Question<NormClipping.Example> {
    private static final double THRESHOLD = 0.8;

    /**
     * What the answer is given.
     *
     * @param lossByW ∂L/∂W [2][3]
     * @param lossByB ∂L/∂b [3]
     * @param threshold the longest that both together may be
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(double[][] lossByW, double[] lossByB, double threshold) {}

    /** The second one is shorter than the threshold. */
    @Override
    public Example example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        double scale = seed == 2 ? 0.1 : 1;
        double[][] w = n.matrix(2, 3);
        for (double[] row : w) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= scale;
            }
        }
        double[] b = DoubleStream.of(n.vector(3)).map(value -> value * scale).toArray();
        return new Example(w, b, THRESHOLD);
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(Variable.matrix("W", e.lossByW), Variable.vector("b", e.lossByB));
    }

    @Override
    public String label(String name) {
        return "clipped ∂L/∂" + name;
    }

    @Override
    public Map<String, double[]> right(Example e) {
        double norm = norm(e);
        return scaled(e, norm > e.threshold ? e.threshold / norm : 1);
    }

    @Override
    public Map<String, Map<String, double[]>> wrong(Example e) {
        double norm = norm(e);
        Map<String, Map<String, double[]>> wrong = new LinkedHashMap<>();
        wrong.put("is not clipped", scaled(e, 1));
        wrong.put(
                "is scaled though it is shorter than the threshold", scaled(e, e.threshold / norm));
        wrong.put(
                "is clipped by its own norm, not by that of all gradients",
                each(e, NormClipping::byOwn));
        wrong.put("is clipped number by number, which turns it", each(e, NormClipping::byNumber));
        wrong.put("is clipped by the square of the norm", scaled(e, factor(e, norm * norm)));
        wrong.put(
                "is clipped by the sum of the norms, not the norm of all",
                scaled(e, factor(e, L2.of(e.lossByW) + L2.of(e.lossByB))));
        wrong.put(
                "is scaled to length 1, not to the threshold",
                scaled(e, norm > e.threshold ? 1 / norm : 1));
        wrong.put("is zero where it should be shortened", scaled(e, norm > e.threshold ? 0 : 1));
        return wrong;
    }

    private static double norm(Example e) {
        return L2.of(new double[] {L2.of(e.lossByW), L2.of(e.lossByB)});
    }

    private static double factor(Example e, double norm) {
        return norm > e.threshold ? e.threshold / norm : 1;
    }

    private static double[] byOwn(double[] values, double threshold) {
        double norm = L2.of(values);
        return mapped(values, v -> norm > threshold ? v * threshold / norm : v);
    }

    private static double[] byNumber(double[] values, double threshold) {
        return mapped(values, v -> Math.max(-threshold, Math.min(threshold, v)));
    }

    private static double[] mapped(double[] values, DoubleUnaryOperator change) {
        return DoubleStream.of(values).map(change).toArray();
    }

    private static Map<String, double[]> scaled(Example e, double factor) {
        return each(e, (values, threshold) -> mapped(values, v -> factor * v));
    }

    private interface Change {
        double[] of(double[] values, double threshold);
    }

    private static Map<String, double[]> each(Example e, Change change) {
        return Map.of(
                "W", change.of(Variable.matrix("W", e.lossByW).values(), e.threshold),
                "b", change.of(e.lossByB, e.threshold));
    }
}
