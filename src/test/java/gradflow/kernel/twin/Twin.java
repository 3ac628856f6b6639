package gradflow.kernel.twin;

/**
 * A recurrence over sequences [T][B][·], one example after another.
 *
 * @param mask [T][B] or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Twin(
        TwinCell cell,
        TwinWeights weights,
        double[][][] x,
        double[][] h0,
        double[][] c0,
        double[][] mask) {

    /** h, c [T][B][H] after the mask, and the steps themselves. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Forward(double[][][] h, double[][][] c, TwinCell.Step[][] steps) {}

    /** What {@link #backward} finds; names as in TimeStepGradients. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Gradients(
            TwinWeights weights,
            double[][][] x,
            double[][][] hidden,
            double[][][] cell,
            double[][][] preActivation,
            double[][][] inputProduct,
            double[][][] recurrentTerm,
            double[][][] recurrentProduct,
            double[][] gain) {}

    private int size() {
        return weights.u().length;
    }

    public Forward forward() {
        int steps = x.length;
        int batch = x[0].length;
        var made =
                new Forward(
                        new double[steps][batch][],
                        new double[steps][batch][],
                        new TwinCell.Step[steps][batch]);
        for (int b = 0; b < batch; b++) {
            double[] h = h0 == null ? new double[size()] : h0[b];
            double[] c = c0 == null ? new double[size()] : c0[b];
            for (int t = 0; t < steps; t++) {
                made.steps[t][b] = cell.forward(weights, x[t][b], h, c);
                h = masked(made.steps[t][b].h(), t, b);
                c = masked(made.steps[t][b].c(), t, b);
                made.h[t][b] = h;
                made.c[t][b] = c;
            }
        }
        return made;
    }

    private double[] masked(double[] values, int t, int b) {
        double[] result = values.clone();
        for (int i = 0; i < result.length && mask != null; i++) {
            result[i] *= mask[t][b];
        }
        return result;
    }

    /** Differentiates Σ gradOutput·h, {@code steps} steps back from the last. */
    public Gradients backward(double[][][] gradOutput, int steps) {
        Forward made = forward();
        int length = x.length;
        int batch = x[0].length;
        int gates = cell.gates();
        var found =
                new Gradients(
                        weights.like(),
                        new double[length][batch][weights.w().length],
                        new double[length][batch][size()],
                        new double[length][batch][size()],
                        new double[length][batch][gates * size()],
                        new double[length][batch][gates * size()],
                        new double[length][batch][gates * size()],
                        new double[length][batch][gates * size()],
                        new double[length][2 * gates * size()]);
        for (int b = 0; b < batch; b++) {
            double[] dh = new double[size()];
            double[] dc = new double[size()];
            for (int t = length - 1; t >= length - steps; t--) {
                for (int i = 0; i < size(); i++) {
                    dh[i] += gradOutput[t][b][i];
                }
                found.hidden[t][b] = dh.clone();
                double[] h = t > 0 ? made.h[t - 1][b] : h0 == null ? new double[size()] : h0[b];
                double[] c = t > 0 ? made.c[t - 1][b] : c0 == null ? new double[size()] : c0[b];
                TwinCell.Back back =
                        cell.backward(
                                weights,
                                made.steps[t][b],
                                h,
                                c,
                                masked(dh, t, b),
                                masked(dc, t, b));
                sum(found, t, b, back, h, made.steps[t][b]);
                dh = back.previousHidden();
                dc = back.previousCell();
            }
        }
        return found;
    }

    private void sum(
            Gradients found, int t, int b, TwinCell.Back back, double[] h, TwinCell.Step step) {
        found.preActivation[t][b] = back.input();
        found.inputProduct[t][b] = back.inputProduct();
        found.recurrentTerm[t][b] = back.recurrent();
        found.recurrentProduct[t][b] = back.recurrentProduct();
        if (weights.g() != null) {
            step.addGains(back.input(), back.recurrent(), found.gain[t]);
            step.addGains(back.input(), back.recurrent(), found.weights.g());
        }
        if (back.cell() != null) {
            found.cell[t][b] = back.cell();
        }
        int columns = back.input().length;
        for (int j = 0; j < columns; j++) {
            double[] multiplied = j < columns - size() ? h : step.operand();
            for (int i = 0; i < x[t][b].length; i++) {
                found.weights.w()[i][j] += x[t][b][i] * back.inputProduct()[j];
                found.x[t][b][i] += weights.w()[i][j] * back.inputProduct()[j];
            }
            for (int i = 0; i < size(); i++) {
                found.weights.u()[i][j] += multiplied[i] * back.recurrentProduct()[j];
            }
            found.weights.b()[j] += back.input()[j];
            found.weights.c()[j] += back.recurrent()[j];
        }
    }
}
