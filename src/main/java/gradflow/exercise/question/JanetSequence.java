package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import gradflow.model.HiddenActivation;
import java.util.List;
import java.util.Map;

/**
 * Exercise 10: a sequence through JANET (van der Westhuizen and Lasenby 2018), h_t = σ(s)⊙h_{t−1} +
 * (1 − σ(s − 1))⊙n with s = x·W + h_{t−1}·U + b and n = tanh of the same with weights of its own.
 * The columns of W, U and b are two blocks of H: s, n. The loss is L = Σ_t L_t.
 */
public final class JanetSequence implements Forward<JanetSequence.Example> {
    private static final int STEPS = 4;
    private static final int INPUTS = 2;
    private static final int HIDDEN = 2;
    private static final HiddenActivation SIGMA = HiddenActivation.SIGMOID;

    /**
     * What the answer is given; step t of a formula is index t − 1 of an array.
     *
     * @param x inputs [T][I]
     * @param h0 the state before the first step [H]
     * @param w input weights [I][2·H]
     * @param u recurrent weights [H][2·H]
     * @param b bias [2·H]
     * @param s pre-activation of the gate [T][H]
     * @param n candidate [T][H], after its tanh
     * @param h states [T][H]
     * @param lossByH ∂L_t/∂h_t, of each step's own loss alone [T][H]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(
            double[][] x,
            double[] h0,
            double[][] w,
            double[][] u,
            double[] b,
            double[][] s,
            double[][] n,
            double[][] h,
            double[][] lossByH) {}

    @Override
    public Example example(long seed) {
        ExampleNumbers r = new ExampleNumbers(seed);
        Example begun =
                new Example(
                        r.matrix(STEPS, INPUTS),
                        r.vector(HIDDEN),
                        r.matrix(INPUTS, 2 * HIDDEN),
                        r.matrix(HIDDEN, 2 * HIDDEN),
                        r.vector(2 * HIDDEN),
                        new double[STEPS][HIDDEN],
                        new double[STEPS][HIDDEN],
                        null,
                        r.matrix(STEPS, HIDDEN));
        double[][] h = new double[STEPS][HIDDEN];
        walk(begun, ExampleNumbers.at(variables(begun)), Flow.first(), begun.s, begun.n, h);
        return new Example(
                begun.x, begun.h0, begun.w, begun.u, begun.b, begun.s, begun.n, h, begun.lossByH);
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(
                Variable.matrix("W", e.w),
                Variable.matrix("U", e.u),
                Variable.vector("b", e.b),
                Variable.vector("h0", e.h0));
    }

    @Override
    public int steps() {
        return STEPS;
    }

    @Override
    public double loss(Example e, Map<String, double[]> at, Flow flow) {
        double[][] h = new double[STEPS][HIDDEN];
        walk(e, at, flow, new double[STEPS][HIDDEN], new double[STEPS][HIDDEN], h);
        double sum = 0;
        for (int t = 1; t <= STEPS; t++) {
            sum += flow.path("the loss", t, 0, ExampleNumbers.dot(e.lossByH[t - 1], h[t - 1]));
        }
        return sum;
    }

    private static void walk(
            Example e,
            Map<String, double[]> at,
            Flow flow,
            double[][] gates,
            double[][] candidates,
            double[][] states) {
        double[] before = at.get("h0");
        for (int t = 1; t <= STEPS; t++) {
            double[] after = e.h == null ? null : e.h[t - 1];
            double[] seen = new double[HIDDEN];
            for (int k = 0; k < HIDDEN; k++) {
                seen[k] = flow.path("h_{t−1}·U", t, k, before[k]);
            }
            for (int j = 0; j < HIDDEN; j++) {
                double s = sum(e, at, flow, t, j, seen, after);
                double a = sum(e, at, flow, t, HIDDEN + j, seen, after);
                double forget = flow.function("σ(s)", SIGMA, t, j, s);
                double kept = flow.path("the state kept by the forget gate", t, j, before[j]);
                double write = 1 - flow.function("σ(s − 1)", SIGMA, t, j, s - 1);
                double n = flow.function("the candidate's tanh", HiddenActivation.TANH, t, j, a);
                gates[t - 1][j] = s;
                candidates[t - 1][j] = n;
                states[t - 1][j] =
                        flow.times(
                                        "σ(s), the forget gate",
                                        t,
                                        j,
                                        flow.path("the forget gate", t, j, forget),
                                        kept)
                                + flow.times(
                                        "1 − σ(s − 1)",
                                        t,
                                        j,
                                        flow.path("1 − σ(s − 1)", t, j, write),
                                        flow.path("the candidate", t, j, n));
            }
            before = states[t - 1];
        }
    }

    private static double sum(
            Example e,
            Map<String, double[]> at,
            Flow flow,
            int t,
            int column,
            double[] seen,
            double[] after) {
        return ExampleNumbers.fromInput(flow, at, t, column, e.x[t - 1])
                + ExampleNumbers.fromState(flow, at, t, column, seen, after);
    }
}
