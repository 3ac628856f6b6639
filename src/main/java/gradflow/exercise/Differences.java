package gradflow.exercise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** (L(v + ε) − L(v − ε))/2ε for every number; errors of about 1e-10. */
final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    static Map<String, double[]> of(
            List<Variable> variables, ToDoubleFunction<Map<String, double[]>> loss) {
        Map<String, double[]> at = new LinkedHashMap<>();
        variables.forEach(variable -> at.put(variable.name(), variable.values().clone()));
        Map<String, double[]> slopes = new LinkedHashMap<>();
        at.forEach(
                (name, values) -> {
                    double[] slope = new double[values.length];
                    for (int i = 0; i < values.length; i++) {
                        double here = values[i];
                        values[i] = here + STEP;
                        double above = loss.applyAsDouble(at);
                        values[i] = here - STEP;
                        slope[i] = (above - loss.applyAsDouble(at)) / (2 * STEP);
                        values[i] = here;
                    }
                    slopes.put(name, slope);
                });
        return slopes;
    }
}
