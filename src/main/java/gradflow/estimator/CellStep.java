package gradflow.estimator;

import gradflow.model.HiddenActivation;
import java.util.Arrays;

/**
 * One time step of a recurrent layer and the products with its Jacobians D = ∂s_t/∂s_{t−1} [S, S]
 * and F = ∂s_t/∂w [S, P], w being the layer's own parameters. No product but those of {@link
 * #jacobian} builds a matrix.
 */
final class CellStep {
    private final ParameterLayout layout;
    private final CellEquations equations;
    private final int gates;
    private final int kinds;
    private final int hidden;
    private final int inputs;
    private final boolean recurrent;

    CellStep(ParameterLayout layout, HiddenActivation activation) {
        this.layout = layout;
        equations = new CellEquations(layout.cell(), activation);
        gates = layout.cell().gateCount();
        kinds = layout.cell().stateCount();
        hidden = layout.hidden();
        inputs = layout.inputs();
        recurrent = layout.cell().hasRecurrentWeights();
    }

    /**
     * A step forward.
     *
     * @param w all parameters
     * @param x x_t [I]
     * @param last s_{t−1} [S]
     */
    Slopes forward(double[] w, double[] x, double[] last) {
        int columns = layout.columns();
        double[] a = new double[columns];
        double[] q = new double[columns];
        int[] active = active(x);
        for (int column = 0; column < columns; column++) {
            a[column] = w[layout.bias() + column] + dot(w, column * inputs, x, active);
            if (recurrent) {
                int from = layout.recurrentWeights() + column * hidden;
                q[column] = recurrentBias(w, column) + dot(w, from, last, hidden);
            }
        }
        Slopes made = new Slopes(layout.cell(), hidden);
        for (int unit = 0; unit < hidden; unit++) {
            equations.unit(unit, a, q, last, made);
        }
        return made;
    }

    private double recurrentBias(double[] w, int column) {
        return layout.cell().hasRecurrentBias() ? w[layout.recurrentBias() + column] : 0;
    }

    /** The inputs that are not 0; of one-hot inputs there is one. */
    private static int[] active(double... x) {
        int[] indices = new int[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            indices[count] = i;
            count += x[i] == 0 ? 0 : 1;
        }
        return Arrays.copyOf(indices, count);
    }

    private static double dot(double[] w, int from, double[] v, int[] active) {
        double sum = 0;
        for (int i : active) {
            sum = Math.fma(w[from + i], v[i], sum);
        }
        return sum;
    }

    private static double dot(double[] w, int from, double[] v, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum = Math.fma(w[from + i], v[i], sum);
        }
        return sum;
    }

    /** vᵀ·D [S] for v [S]: a gradient, one step further back. */
    double[] back(Slopes made, double[] w, double[] v) {
        double[] previous = new double[v.length];
        for (int n = 0; n < kinds; n++) {
            for (int i = 0; i < hidden; i++) {
                double sum = 0;
                for (int m = 0; m < kinds; m++) {
                    sum = Math.fma(v[m * hidden + i], made.byState(m, n, i), sum);
                }
                previous[n * hidden + i] = sum;
            }
        }
        if (recurrent) {
            for (int g = 0; g < gates; g++) {
                for (int i = 0; i < hidden; i++) {
                    double dq = byRecurrent(made, v, g, i);
                    int from = layout.recurrentWeights() + (g * hidden + i) * hidden;
                    for (int k = 0; k < hidden && dq != 0; k++) {
                        previous[k] = Math.fma(dq, w[from + k], previous[k]);
                    }
                }
            }
        }
        return previous;
    }

    /** D·v [S] for v [S]: a change of the state, one step further on. */
    double[] ahead(Slopes made, double[] w, double[] v) {
        double[] next = new double[v.length];
        for (int m = 0; m < kinds; m++) {
            for (int i = 0; i < hidden; i++) {
                double sum = 0;
                for (int n = 0; n < kinds; n++) {
                    sum = Math.fma(made.byState(m, n, i), v[n * hidden + i], sum);
                }
                next[m * hidden + i] = sum;
            }
        }
        if (recurrent) {
            for (int g = 0; g < gates; g++) {
                for (int i = 0; i < hidden; i++) {
                    int from = layout.recurrentWeights() + (g * hidden + i) * hidden;
                    double change = dot(w, from, v, hidden);
                    for (int m = 0; m < kinds; m++) {
                        next[m * hidden + i] += made.byRecurrent(m, g, i) * change;
                    }
                }
            }
        }
        return next;
    }

    /** D itself, row by row [S·S]. */
    double[] jacobian(Slopes made, double[] w) {
        int states = layout.states();
        double[] d = new double[states * states];
        for (int m = 0; m < kinds; m++) {
            for (int i = 0; i < hidden; i++) {
                int row = (m * hidden + i) * states;
                for (int n = 0; n < kinds; n++) {
                    d[row + n * hidden + i] += made.byState(m, n, i);
                }
                for (int g = 0; g < gates && recurrent; g++) {
                    double slope = made.byRecurrent(m, g, i);
                    int from = layout.recurrentWeights() + (g * hidden + i) * hidden;
                    for (int k = 0; k < hidden; k++) {
                        d[row + k] = Math.fma(slope, w[from + k], d[row + k]);
                    }
                }
            }
        }
        return d;
    }

    /** D's entry ∂s_m/∂(last s_n) of one unit by itself. */
    double ownJacobian(Slopes made, double[] w, int m, int n, int unit) {
        double sum = made.byState(m, n, unit);
        for (int g = 0; g < gates && recurrent && n == 0; g++) {
            int at = layout.recurrentWeights() + (g * hidden + unit) * hidden + unit;
            sum = Math.fma(made.byRecurrent(m, g, unit), w[at], sum);
        }
        return sum;
    }

    /** Adds vᵀ·F for v [S] to a gradient [P]. */
    void addParameters(Slopes made, double[] x, double[] last, double[] v, double[] gradient) {
        int[] active = active(x);
        for (int g = 0; g < gates; g++) {
            for (int i = 0; i < hidden; i++) {
                double da = 0;
                for (int m = 0; m < kinds; m++) {
                    da = Math.fma(v[m * hidden + i], made.byInput(m, g, i), da);
                }
                double dq = recurrent ? byRecurrent(made, v, g, i) : 0;
                addInput(g * hidden + i, da, x, active, gradient, 0);
                addRecurrent(g * hidden + i, dq, last, gradient, 0);
            }
        }
    }

    /**
     * Adds row ∂s_m/∂w of one unit of F to an array.
     *
     * @param offset where the row [P] begins
     */
    void addRow(
            Slopes made, int m, int unit, double[] x, double[] last, double[] into, int offset) {
        int[] active = active(x);
        for (int g = 0; g < gates; g++) {
            double da = made.byInput(m, g, unit);
            double dq = recurrent ? made.byRecurrent(m, g, unit) : 0;
            addInput(g * hidden + unit, da, x, active, into, offset);
            addRecurrent(g * hidden + unit, dq, last, into, offset);
        }
    }

    private void addInput(int column, double da, double[] x, int[] active, double[] into, int at) {
        int weights = at + column * inputs;
        for (int k : active) {
            into[weights + k] = Math.fma(da, x[k], into[weights + k]);
        }
        into[at + layout.bias() + column] += da;
    }

    private void addRecurrent(int column, double dq, double[] last, double[] into, int at) {
        if (recurrent) {
            int from = at + layout.recurrentWeights() + column * hidden;
            for (int k = 0; k < hidden; k++) {
                into[from + k] = Math.fma(dq, last[k], into[from + k]);
            }
        }
        if (layout.cell().hasRecurrentBias()) {
            into[at + layout.recurrentBias() + column] += dq;
        }
    }

    private double byRecurrent(Slopes made, double[] v, int g, int unit) {
        double dq = 0;
        for (int m = 0; m < kinds; m++) {
            dq = Math.fma(v[m * hidden + unit], made.byRecurrent(m, g, unit), dq);
        }
        return dq;
    }
}
