package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import gradflow.model.HiddenActivation;
import java.util.List;
import java.util.Map;

/**
 * Exercise 8: one step of a GRU whose reset gate comes after the matrix product, as in cuDNN,
 * PyTorch and Keras: r and z are σ of x·W + b + h0·U + c, n = tanh(x·W + b + r⊙m) with m = h0·U +
 * c, and h = (1 − z)⊙n + z⊙h0. The columns of W, U, b and c are three blocks of H: r, z, n.
 */
public final class GruStep implements Forward<GruStep.Example> {
    private static final int INPUTS = 2;
    private static final int HIDDEN = 2;
    private static final HiddenActivation SIGMA = HiddenActivation.SIGMOID;

    /**
     * What the answer is given.
     *
     * @param x input [I]
     * @param h0 state before the step [H]
     * @param w input weights [I][3·H]
     * @param u recurrent weights [H][3·H]
     * @param b bias [3·H]
     * @param c recurrent bias [3·H]
     * @param r reset gate [H], after its σ
     * @param z update gate [H], after its σ
     * @param n candidate [H], after its tanh
     * @param m h0·U + c of the candidate [H], before the reset gate
     * @param h state after the step [H]
     * @param lossByH ∂L/∂h [H]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(
            double[] x,
            double[] h0,
            double[][] w,
            double[][] u,
            double[] b,
            double[] c,
            double[] r,
            double[] z,
            double[] n,
            double[] m,
            double[] h,
            double[] lossByH) {

        private Example with(double[][] made) {
            return new Example(
                    x, h0, w, u, b, c, made[0], made[1], made[2], made[3], made[4], lossByH);
        }
    }

    @Override
    public Example example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        Example begun =
                new Example(
                        n.vector(INPUTS),
                        n.vector(HIDDEN),
                        n.matrix(INPUTS, 3 * HIDDEN),
                        n.matrix(HIDDEN, 3 * HIDDEN),
                        n.vector(3 * HIDDEN),
                        n.vector(3 * HIDDEN),
                        null,
                        null,
                        null,
                        null,
                        null,
                        n.vector(HIDDEN));
        return begun.with(states(begun, ExampleNumbers.at(variables(begun)), Flow.first()));
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(
                Variable.matrix("W", e.w),
                Variable.matrix("U", e.u),
                Variable.vector("b", e.b),
                Variable.vector("c", e.c),
                Variable.vector("h0", e.h0));
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public double loss(Example e, Map<String, double[]> at, Flow flow) {
        return ExampleNumbers.dot(e.lossByH, states(e, at, flow)[4]);
    }

    /** r, z, n, m, h. */
    private static double[][] states(Example e, Map<String, double[]> at, Flow flow) {
        double[][] made = new double[5][HIDDEN];
        double[] h0 = at.get("h0");
        for (int j = 0; j < HIDDEN; j++) {
            double r = gate(e, at, flow, 0, j, "the reset gate");
            double z = gate(e, at, flow, 1, j, "the update gate");
            double m = recurrent(e, at, flow, 2 * HIDDEN + j);
            double a =
                    ExampleNumbers.fromInput(flow, at, 1, 2 * HIDDEN + j, e.x)
                            + flow.times("r, the reset gate", 1, j, r, m);
            double n = flow.function("the candidate's tanh", HiddenActivation.TANH, 1, j, a);
            n = flow.path("the candidate", 1, j, n);
            double kept = flow.path("the state kept by the update gate", 1, j, h0[j]);
            double h =
                    flow.times("1 − z", 1, j, 1 - z, n)
                            + flow.times("z, the update gate", 1, j, z, kept);
            double[] all = {r, z, n, m, h};
            for (int k = 0; k < all.length; k++) {
                made[k][j] = all[k];
            }
        }
        return made;
    }

    private static double gate(
            Example e, Map<String, double[]> at, Flow flow, int gate, int j, String name) {
        int column = gate * HIDDEN + j;
        double sum =
                ExampleNumbers.fromInput(flow, at, 1, column, e.x) + recurrent(e, at, flow, column);
        return flow.path(name, 1, j, flow.function(name + "'s σ", SIGMA, 1, j, sum));
    }

    private static double recurrent(Example e, Map<String, double[]> at, Flow flow, int column) {
        return ExampleNumbers.fromState(flow, at, 1, column, at.get("h0"), e.h)
                + at.get("c")[column];
    }
}
