package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import gradflow.model.HiddenActivation;
import java.util.List;
import java.util.Map;

/**
 * Exercise 7: one step of an LSTM, c = f⊙c0 + i⊙a and h = o⊙tanh(c), where a is tanh and f, o, i
 * are σ of x·W + h0·U + b. The columns of W, U and b are four blocks of H: a, f, o, i.
 */
public final class LstmStep implements Forward<LstmStep.Example> {
    private static final int INPUTS = 2;
    private static final int HIDDEN = 2;
    private static final HiddenActivation SIGMA = HiddenActivation.SIGMOID;
    private static final HiddenActivation TANH = HiddenActivation.TANH;

    /**
     * What the answer is given.
     *
     * @param x input [I]
     * @param h0 hidden state before the step [H]
     * @param c0 cell state before the step [H]
     * @param w input weights [I][4·H]
     * @param u recurrent weights [H][4·H]
     * @param b bias [4·H]
     * @param a candidate [H], after its tanh
     * @param f forget gate [H], after its σ
     * @param o output gate [H], after its σ
     * @param i input gate [H], after its σ
     * @param c cell state after the step [H]
     * @param h hidden state after the step [H]
     * @param lossByH ∂L/∂h [H]
     * @param lossByC ∂L/∂c [H], from the steps that come later; what comes through h is not in it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(
            double[] x,
            double[] h0,
            double[] c0,
            double[][] w,
            double[][] u,
            double[] b,
            double[] a,
            double[] f,
            double[] o,
            double[] i,
            double[] c,
            double[] h,
            double[] lossByH,
            double[] lossByC) {

        private Example with(double[][] made) {
            return new Example(
                    x, h0, c0, w, u, b, made[0], made[1], made[2], made[3], made[4], made[5],
                    lossByH, lossByC);
        }
    }

    @Override
    public Example example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        Example begun =
                new Example(
                        n.vector(INPUTS),
                        n.vector(HIDDEN),
                        n.vector(HIDDEN),
                        n.matrix(INPUTS, 4 * HIDDEN),
                        n.matrix(HIDDEN, 4 * HIDDEN),
                        n.vector(4 * HIDDEN),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        n.vector(HIDDEN),
                        n.vector(HIDDEN));
        return begun.with(states(begun, ExampleNumbers.at(variables(begun)), Flow.first()));
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(
                Variable.matrix("W", e.w),
                Variable.matrix("U", e.u),
                Variable.vector("b", e.b),
                Variable.vector("h0", e.h0),
                Variable.vector("c0", e.c0));
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public double loss(Example e, Map<String, double[]> at, Flow flow) {
        double[][] made = states(e, at, flow);
        double sum = 0;
        for (int j = 0; j < HIDDEN; j++) {
            double later = flow.path("the cell state's later steps (lossByC)", 1, j, made[4][j]);
            sum += e.lossByH[j] * made[5][j] + e.lossByC[j] * later;
        }
        return sum;
    }

    /** a, f, o, i, c, h. */
    private static double[][] states(Example e, Map<String, double[]> at, Flow flow) {
        double[][] made = new double[6][HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            double a = gate(e, at, flow, 0, j, "the candidate", TANH);
            double f = gate(e, at, flow, 1, j, "the forget gate", SIGMA);
            double o = gate(e, at, flow, 2, j, "the output gate", SIGMA);
            double i = gate(e, at, flow, 3, j, "the input gate", SIGMA);
            double before = flow.path("the previous cell state", 1, j, at.get("c0")[j]);
            double c =
                    flow.times("f, the forget gate", 1, j, f, before)
                            + flow.times("i, the input gate", 1, j, i, a);
            double shown = flow.path("the cell state's output (tanh c)", 1, j, c);
            double squashed = flow.function("tanh of the cell state", TANH, 1, j, shown);
            double h = flow.times("o, the output gate", 1, j, o, squashed);
            double[] all = {a, f, o, i, c, h};
            for (int k = 0; k < all.length; k++) {
                made[k][j] = all[k];
            }
        }
        return made;
    }

    private static double gate(
            Example e,
            Map<String, double[]> at,
            Flow flow,
            int gate,
            int j,
            String name,
            HiddenActivation f) {
        int column = gate * HIDDEN + j;
        double sum =
                ExampleNumbers.fromInput(flow, at, 1, column, e.x)
                        + ExampleNumbers.fromState(flow, at, 1, column, at.get("h0"), e.h);
        String function = name + "'s " + (f == TANH ? "tanh" : "σ");
        return flow.path(name, 1, j, flow.function(function, f, 1, j, sum));
    }
}
