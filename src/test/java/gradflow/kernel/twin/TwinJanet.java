package gradflow.kernel.twin;

/** Blocks f, n; h = σ(s)⊙h' + (1 − σ(s − 1))⊙n with n = tanh(·); gates holds σ(s) and n. */
public record TwinJanet() implements TwinCell {

    @Override
    public int gates() {
        return 2;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    private static double pre(
            TwinWeights w, TwinTerm[] input, TwinTerm[] recurrent, int gate, int j) {
        int n = input[0].value().length;
        return input[gate].value()[j] + recurrent[gate].value()[j] + w.b()[gate * n + j];
    }

    @Override
    public Step forward(TwinWeights weights, double[] x, double[] h, double[] c) {
        int n = h.length;
        TwinTerm[] input = new TwinTerm[2];
        TwinTerm[] recurrent = new TwinTerm[2];
        for (int gate = 0; gate < 2; gate++) {
            input[gate] = TwinTerm.input(weights, x, gate, n);
            recurrent[gate] = TwinTerm.recurrent(weights, h, gate, n);
        }
        double[] gates = new double[2 * n];
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            double s = pre(weights, input, recurrent, 0, j);
            gates[j] = TwinCell.sigmoid(s);
            gates[n + j] = Math.tanh(pre(weights, input, recurrent, 1, j));
            next[j] = gates[j] * h[j] + (1 - TwinCell.sigmoid(s - 1)) * gates[n + j];
        }
        return new Step(next, new double[n], gates, h, input, recurrent);
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[2 * n];
        double[] previous = new double[n];
        for (int j = 0; j < n; j++) {
            double f = step.gates()[j];
            double candidate = step.gates()[n + j];
            double later = TwinCell.sigmoid(pre(weights, step.input(), step.recurrent(), 0, j) - 1);
            d[j] = dh[j] * (h[j] * f * (1 - f) - candidate * later * (1 - later));
            d[n + j] = dh[j] * (1 - later) * (1 - candidate * candidate);
            previous[j] = dh[j] * f;
        }
        double[] product = step.backRecurrent(d);
        for (int j = 0; j < 2 * n; j++) {
            TwinCell.addBack(previous, weights.u(), j, product[j]);
        }
        return new Back(d, d, step.backInput(d), product, previous, null, new double[n]);
    }
}
