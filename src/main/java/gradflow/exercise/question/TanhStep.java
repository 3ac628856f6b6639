package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import gradflow.model.HiddenActivation;
import java.util.List;
import java.util.Map;

/** Exercise 1: h = tanh(w·x + u·h0 + b), all of them numbers. */
public final class TanhStep implements Forward<TanhStep.Example> {

    /**
     * What the answer is given.
     *
     * @param w input weight
     * @param u recurrent weight
     * @param b bias
     * @param x input
     * @param h0 the state before the step
     * @param h the state after it
     * @param lossByH ∂L/∂h
     */
    public record Example(
            double w, double u, double b, double x, double h0, double h, double lossByH) {}

    @Override
    public Example example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        double w = n.number();
        double u = n.number();
        double b = n.number();
        double x = n.number();
        double h0 = n.number();
        return new Example(
                w, u, b, x, h0, HiddenActivation.TANH.of(w * x + u * h0 + b), n.number());
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(
                Variable.vector("w", e.w),
                Variable.vector("u", e.u),
                Variable.vector("b", e.b),
                Variable.vector("h0", e.h0));
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public double loss(Example e, Map<String, double[]> at, Flow flow) {
        double a =
                flow.use("w", 1, 0, at.get("w")[0]) * e.x
                        + flow.product(
                                new Flow.Product("u", 1, 0, 0),
                                at.get("u")[0],
                                at.get("h0")[0],
                                e.h)
                        + flow.use("b", 1, 0, at.get("b")[0]);
        return e.lossByH * flow.function("tanh", HiddenActivation.TANH, 1, 0, a);
    }
}
