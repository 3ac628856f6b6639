package gradflow.exercise.question;

import gradflow.exercise.Question;
import gradflow.exercise.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/**
 * Exercise 6: how far back a gradient reaches. The horizon is the largest lag at which its norm is
 * at least a thousandth of the norm at lag 0; the factor per step is (norm at the last lag / norm
 * at lag 0) to the power of 1/(the last lag).
 */
public final class Horizon implements Question<Horizon.Example> {
    private static final double THOUSANDTH = 1e-3;

    /**
     * What the answer is given.
     *
     * @param norms ‖∂L/∂h_{T−lag}‖ by lag, from lag 0 to T − 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(double[] norms) {}

    /** One that fades, one that comes back, one that meets the thousandth exactly. */
    @Override
    public Example example(long seed) {
        return new Example(
                switch ((int) (seed % 3)) {
                    case 1 -> new double[] {4, 1, 0.25, 0.05, 0.02, 0.0035, 0.0005};
                    case 2 -> new double[] {0.5, 0.1, 0.0004, 0.02, 0.0002, 0.0001};
                    default -> new double[] {2, 0.5, 0.25, 0.03, 0.002, 0.0003, 0.0001, 0.00005};
                });
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(Variable.vector("horizon", 0), Variable.vector("perStep", 0));
    }

    @Override
    public String label(String name) {
        return name;
    }

    @Override
    public Map<String, double[]> right(Example e) {
        return Map.of(
                "horizon", one(largest(e, norm -> norm >= THOUSANDTH * e.norms[0])),
                "perStep", one(StrictMath.pow(ratio(e), 1.0 / (e.norms.length - 1))));
    }

    @Override
    public Map<String, Map<String, double[]>> wrong(Example e) {
        double bound = THOUSANDTH * e.norms[0];
        int last = e.norms.length - 1;
        double right = largest(e, norm -> norm >= bound);
        int firstBelow = 0;
        while (firstBelow <= last && e.norms[firstBelow] >= bound) {
            firstBelow++;
        }
        long count = java.util.Arrays.stream(e.norms).filter(norm -> norm >= bound).count();
        double ratios = 0;
        for (int lag = 1; lag <= last; lag++) {
            ratios += e.norms[lag] / e.norms[lag - 1] / last;
        }
        Map<String, Map<String, double[]>> wrong = new LinkedHashMap<>();
        horizon(
                wrong,
                "stops at the first norm below the thousandth, though it comes back",
                firstBelow - 1);
        horizon(wrong, "is the first lag below the thousandth", firstBelow);
        horizon(wrong, "counts the lags, and lag 0 is one of them", (double) count);
        horizon(wrong, "is a time step, not a lag", last + 1 - right);
        horizon(wrong, "is one too many", right + 1);
        horizon(
                wrong,
                "is compared with 1/1000, not with a thousandth of lag 0",
                largest(e, norm -> norm >= THOUSANDTH));
        horizon(
                wrong,
                "leaves out a norm of exactly a thousandth",
                largest(e, norm -> norm > bound));
        wrong.put(
                "is the whole ratio, not the factor of one step", Map.of("perStep", one(ratio(e))));
        wrong.put(
                "takes the root of all T, but there are T − 1 steps back",
                Map.of("perStep", one(StrictMath.pow(ratio(e), 1.0 / (last + 1)))));
        wrong.put("is the mean of the ratios; factors multiply", Map.of("perStep", one(ratios)));
        wrong.put("is upside down", Map.of("perStep", one(StrictMath.pow(ratio(e), -1.0 / last))));
        return wrong;
    }

    private static void horizon(
            Map<String, Map<String, double[]>> wrong, String says, double value) {
        wrong.put(says, Map.of("horizon", one(value)));
    }

    private static double ratio(Example e) {
        return e.norms[e.norms.length - 1] / e.norms[0];
    }

    private static double largest(Example e, DoublePredicate reaches) {
        int largest = 0;
        for (int lag = 0; lag < e.norms.length; lag++) {
            largest = reaches.test(e.norms[lag]) ? lag : largest;
        }
        return largest;
    }

    private static double[] one(double value) {
        return new double[] {value};
    }
}
