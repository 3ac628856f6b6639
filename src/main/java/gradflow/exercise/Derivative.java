package gradflow.exercise;

import gradflow.exercise.Fault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A question for the gradient of a forward pass.
 *
 * @param <E> what the answer is given
 * @param forward the pass
 */
record Derivative<E>(Forward<E> forward) implements Question<E> {

    @Override
    public E example(long seed) {
        return forward.example(seed);
    }

    @Override
    public List<Variable> variables(E example) {
        return forward.variables(example);
    }

    @Override
    public Map<String, double[]> right(E example) {
        return differences(example, begin(example), Fault.NONE);
    }

    @Override
    public Map<String, Map<String, double[]>> wrong(E example) {
        List<Variable> variables = variables(example);
        Flow first = begin(example);
        Map<String, double[]> right = differences(example, first, Fault.NONE);
        Map<String, Map<String, double[]>> wrong = new LinkedHashMap<>();
        wrong.put("is zero everywhere", changed(variables, right, (v, g) -> times(0, g)));
        wrong.put("has the wrong sign", changed(variables, right, (v, g) -> times(-1, g)));
        wrong.put("is transposed", changed(variables, right, Derivative::transposed));
        int steps = forward.steps();
        if (steps > 1) {
            wrong.put(
                    "is averaged over the %d steps, not summed".formatted(steps),
                    changed(variables, right, (v, g) -> times(1.0 / steps, g)));
        }
        forward.factors(example)
                .forEach(
                        (says, factor) ->
                                wrong.put(
                                        says,
                                        changed(variables, right, (v, g) -> times(factor, g))));
        for (Fault fault : faults(variables, first)) {
            wrong.put(fault.says(), new LinkedHashMap<>());
        }
        for (Fault fault : faults(variables, first)) {
            Map<String, double[]> found = differences(example, first, fault);
            if (fault.kind() == Kind.STEP_LACKS || fault.kind() == Kind.EARLIER_STEPS_LACK) {
                wrong.get(fault.says()).put(fault.name(), found.get(fault.name()));
            } else {
                found.forEach(wrong.get(fault.says())::putIfAbsent);
            }
        }
        return wrong;
    }

    private Flow begin(E example) {
        Flow first = Flow.first();
        Map<String, double[]> at = new LinkedHashMap<>();
        variables(example).forEach(variable -> at.put(variable.name(), variable.values()));
        forward.loss(example, at, first);
        return first;
    }

    private Map<String, double[]> differences(E example, Flow first, Fault fault) {
        return Differences.of(
                variables(example), at -> forward.loss(example, at, first.with(fault)));
    }

    /** Steps first, then whole paths, then single steps of a path. */
    private List<Fault> faults(List<Variable> variables, Flow first) {
        int steps = forward.steps();
        List<Fault> faults = new ArrayList<>();
        for (Kind kind : List.of(Kind.STEP_LACKS, Kind.EARLIER_STEPS_LACK)) {
            for (int t = kind == Kind.STEP_LACKS ? 1 : 2; t <= steps && steps > 1; t++) {
                for (Variable variable : variables) {
                    faults.add(new Fault(kind, variable.name(), t));
                }
            }
        }
        List<Fault> whole = new ArrayList<>(first.possible());
        whole.sort(Comparator.comparing(Fault::kind));
        faults.addAll(whole);
        for (Fault fault : whole) {
            for (int t = 1; t <= steps && steps > 1 && fault.kind() == Kind.PATH_LACKS; t++) {
                faults.add(new Fault(fault.kind(), fault.name(), t));
            }
        }
        return faults;
    }

    private static Map<String, double[]> changed(
            List<Variable> variables,
            Map<String, double[]> right,
            BiFunction<Variable, double[], double[]> change) {
        Map<String, double[]> changed = new LinkedHashMap<>();
        for (Variable variable : variables) {
            changed.put(variable.name(), change.apply(variable, right.get(variable.name())));
        }
        return changed;
    }

    private static double[] times(double factor, double... values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static double[] transposed(Variable variable, double... values) {
        int rows = values.length / variable.columns();
        double[] transposed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            transposed[i % variable.columns() * rows + i / variable.columns()] = values[i];
        }
        return transposed;
    }
}
