package gradflow.kernel.twin;

/** Blocks z, n; h = (1 − z)⊙h' + z⊙n with n = x·W_n + b_n; u is there and not used. */
public record TwinMinGru() implements TwinCell {

    @Override
    public int gates() {
        return 2;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Step forward(TwinWeights weights, double[] x, double[] h, double[] c) {
        int n = h.length;
        double[] gates = new double[2 * n];
        double[] next = new double[n];
        TwinTerm[] input = {TwinTerm.input(weights, x, 0, n), TwinTerm.input(weights, x, 1, n)};
        for (int j = 0; j < n; j++) {
            double z = TwinCell.sigmoid(input[0].value()[j] + weights.b()[j]);
            double candidate = input[1].value()[j] + weights.b()[n + j];
            gates[j] = z;
            gates[n + j] = candidate;
            next[j] = (1 - z) * h[j] + z * candidate;
        }
        return new Step(next, new double[n], gates, h, input, null);
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[2 * n];
        double[] none = new double[2 * n];
        double[] previous = new double[n];
        for (int j = 0; j < n; j++) {
            double z = step.gates()[j];
            d[j] = dh[j] * (step.gates()[n + j] - h[j]) * z * (1 - z);
            d[n + j] = dh[j] * z;
            previous[j] = dh[j] * (1 - z);
        }
        return new Back(d, none, d, none, previous, null, new double[n]);
    }
}
