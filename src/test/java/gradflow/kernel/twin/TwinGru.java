package gradflow.kernel.twin;

/** Blocks r, z, n; h = (1 − z)⊙n + z⊙h'; reset after or before the product. */
public record TwinGru(boolean resetAfter) implements TwinCell {

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Step forward(TwinWeights weights, double[] x, double[] h, double[] c) {
        int n = h.length;
        double[] gates = new double[3 * n];
        TwinTerm[] input = new TwinTerm[3];
        TwinTerm[] recurrent = new TwinTerm[3];
        for (int gate = 0; gate < 3; gate++) {
            input[gate] = TwinTerm.input(weights, x, gate, n);
        }
        for (int gate = 0; gate < 2; gate++) {
            recurrent[gate] = TwinTerm.recurrent(weights, h, gate, n);
        }
        for (int j = 0; j < 2 * n; j++) {
            gates[j] = TwinCell.sigmoid(inputTerm(weights, input, j) + q(weights, recurrent, j));
        }
        double[] operand = h.clone();
        for (int j = 0; j < n && !resetAfter; j++) {
            operand[j] *= gates[j];
        }
        recurrent[2] = TwinTerm.recurrent(weights, operand, 2, n);
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            int k = 2 * n + j;
            double factor = resetAfter ? gates[j] : 1;
            gates[k] = Math.tanh(inputTerm(weights, input, k) + factor * q(weights, recurrent, k));
            double z = gates[n + j];
            next[j] = (1 - z) * gates[k] + z * h[j];
        }
        return new Step(next, new double[n], gates, operand, input, recurrent);
    }

    private static double inputTerm(TwinWeights weights, TwinTerm[] terms, int column) {
        int n = terms[0].value().length;
        return terms[column / n].value()[column % n] + weights.b()[column];
    }

    /** The recurrent term with its bias. */
    private static double q(TwinWeights weights, TwinTerm[] terms, int column) {
        int n = terms[0].value().length;
        return terms[column / n].value()[column % n] + weights.c()[column];
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[3 * n];
        double[] recurrent = new double[3 * n];
        double[] previous = new double[n];
        for (int j = 0; j < n; j++) {
            double r = step.gates()[j];
            double z = step.gates()[n + j];
            double candidate = step.gates()[2 * n + j];
            d[2 * n + j] = dh[j] * (1 - z) * (1 - candidate * candidate);
            d[n + j] = dh[j] * (h[j] - candidate) * z * (1 - z);
            recurrent[n + j] = d[n + j];
            recurrent[2 * n + j] = d[2 * n + j] * (resetAfter ? r : 1);
            previous[j] = dh[j] * z;
        }
        double[] product = new double[3 * n];
        step.recurrent()[2].back(recurrent, 2 * n, product);
        double[] dOperand = new double[n];
        for (int j = 2 * n; j < 3 * n; j++) {
            TwinCell.addBack(dOperand, weights.u(), j, product[j]);
        }
        for (int j = 0; j < n; j++) {
            double r = step.gates()[j];
            double dr =
                    resetAfter
                            ? d[2 * n + j] * q(weights, step.recurrent(), 2 * n + j)
                            : dOperand[j] * h[j];
            d[j] = dr * r * (1 - r);
            recurrent[j] = d[j];
            previous[j] += dOperand[j] * (resetAfter ? 1 : r);
        }
        step.recurrent()[0].back(recurrent, 0, product);
        step.recurrent()[1].back(recurrent, n, product);
        for (int j = 0; j < 2 * n; j++) {
            TwinCell.addBack(previous, weights.u(), j, product[j]);
        }
        return new Back(d, recurrent, step.backInput(d), product, previous, null, new double[n]);
    }
}
