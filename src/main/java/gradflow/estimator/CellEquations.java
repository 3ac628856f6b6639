package gradflow.estimator;

import gradflow.kernel.CellShape;
import gradflow.kernel.Exponential;
import gradflow.model.HiddenActivation;

/**
 * One time step of one unit and its slopes, for each cell: the only place where the estimators know
 * a cell. Gates stand in the order of their blocks; equations and letters are those of {@link
 * gradflow.kernel.clear}.
 *
 * @param cell the cell
 * @param activation φ of the hidden state or of the candidate
 */
record CellEquations(CellShape cell, HiddenActivation activation) {
    /** β of JANET: how much later the candidate is let in than the state is forgotten. */
    private static final double BETA = 1;

    /**
     * Makes the step of a unit.
     *
     * @param i the unit
     * @param a x·W + b [G·H]
     * @param q h·RW + Rb [G·H]; zeros where there are no recurrent weights
     * @param last s_{t−1} [S]
     * @param made where s_t and the slopes go
     */
    void unit(int i, double[] a, double[] q, double[] last, Slopes made) {
        switch (cell) {
            case SIMPLE_RNN -> simpleRnn(i, a, q, made);
            case LSTM -> lstm(i, a, q, last, made);
            case GRU -> gru(i, a, q, last, made);
            case MINGRU -> minGru(i, a, last, made);
            case JANET -> janet(i, a, q, last, made);
            case GRU_RESET_BEFORE -> throw new IllegalArgumentException(cell.toString());
        }
    }

    /** h' = φ(a + q). */
    private void simpleRnn(int i, double[] a, double[] q, Slopes made) {
        double sum = a[i] + q[i];
        made.next[i] = phi(sum);
        made.byInput(0, 0, i, slope(sum, made.next[i]));
    }

    /** c' = f⊙c + g⊙n, h' = o⊙φ(c'); blocks n, f, o, g. */
    private void lstm(int i, double[] a, double[] q, double[] last, Slopes made) {
        int h = a.length / 4;
        double nPre = a[i] + q[i];
        double n = phi(nPre);
        double f = Exponential.sigmoid(a[h + i] + q[h + i]);
        double o = Exponential.sigmoid(a[2 * h + i] + q[2 * h + i]);
        double g = Exponential.sigmoid(a[3 * h + i] + q[3 * h + i]);
        double c = f * last[h + i] + g * n;
        double squashed = phi(c);
        double through = o * slope(c, squashed);
        made.next[i] = o * squashed;
        made.next[h + i] = c;
        double[] slopes = {
            g * slope(nPre, n), last[h + i] * f * (1 - f), 0, n * g * (1 - g),
        };
        for (int gate = 0; gate < 4; gate++) {
            made.byInput(1, gate, i, slopes[gate]);
            made.byInput(0, gate, i, through * slopes[gate]);
        }
        made.byInput(0, 2, i, squashed * o * (1 - o));
        made.byState(1, 1, i, f);
        made.byState(0, 1, i, through * f);
    }

    /** n = φ(a_n + r⊙q_n), h' = n + z⊙(h − n); blocks r, z, n. */
    private void gru(int i, double[] a, double[] q, double[] last, Slopes made) {
        int h = a.length / 3;
        double r = Exponential.sigmoid(a[i] + q[i]);
        double z = Exponential.sigmoid(a[h + i] + q[h + i]);
        double nPre = a[2 * h + i] + r * q[2 * h + i];
        double n = phi(nPre);
        made.next[i] = n + z * (last[i] - n);
        double byCandidate = (1 - z) * slope(nPre, n);
        double byReset = byCandidate * q[2 * h + i] * r * (1 - r);
        double byUpdate = (last[i] - n) * z * (1 - z);
        made.byInput(0, 0, i, byReset);
        made.byInput(0, 1, i, byUpdate);
        made.byInput(0, 2, i, byCandidate);
        made.byRecurrent(0, 0, i, byReset);
        made.byRecurrent(0, 1, i, byUpdate);
        made.byRecurrent(0, 2, i, byCandidate * r);
        made.byState(0, 0, i, z);
    }

    /** h' = h + z⊙(n − h); blocks z, n. */
    private void minGru(int i, double[] a, double[] last, Slopes made) {
        int h = a.length / 2;
        double z = Exponential.sigmoid(a[i]);
        double n = phi(a[h + i]);
        made.next[i] = last[i] + z * (n - last[i]);
        made.byInput(0, 0, i, (n - last[i]) * z * (1 - z));
        made.byInput(0, 1, i, z * slope(a[h + i], n));
        made.byState(0, 0, i, 1 - z);
    }

    /** h' = σ(s)⊙h + (1 − σ(s − β))⊙n; blocks s, n. */
    private void janet(int i, double[] a, double[] q, double[] last, Slopes made) {
        int h = a.length / 2;
        double f = Exponential.sigmoid(a[i] + q[i]);
        double later = Exponential.sigmoid(a[i] + q[i] - BETA);
        double nPre = a[h + i] + q[h + i];
        double n = phi(nPre);
        made.next[i] = f * last[i] + (1 - later) * n;
        made.byInput(0, 0, i, f * (1 - f) * last[i] - later * (1 - later) * n);
        made.byInput(0, 1, i, (1 - later) * slope(nPre, n));
        made.byState(0, 0, i, f);
    }

    private double phi(double sum) {
        return switch (activation) {
            case TANH -> Exponential.tanh(sum);
            case SIGMOID -> Exponential.sigmoid(sum);
            default -> activation.of(sum);
        };
    }

    /** φ'(sum), where φ(sum) is known. */
    private double slope(double sum, double value) {
        return switch (activation) {
            case TANH, SIGMOID -> activation.slopeByValue(value);
            default -> activation.slope(sum);
        };
    }
}
