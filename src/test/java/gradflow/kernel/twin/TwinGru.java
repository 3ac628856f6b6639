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
        double[] product = new double[3 * n];
        for (int j = 0; j < 2 * n; j++) {
            product[j] = TwinCell.times(h, weights.u(), j) + weights.c()[j];
            gates[j] = TwinCell.sigmoid(inputProduct(weights, x, j) + product[j]);
        }
        double[] operand = h.clone();
        for (int j = 0; j < n && !resetAfter; j++) {
            operand[j] *= gates[j];
        }
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            int k = 2 * n + j;
            product[k] = TwinCell.times(operand, weights.u(), k) + weights.c()[k];
            double factor = resetAfter ? gates[j] : 1;
            gates[k] = Math.tanh(inputProduct(weights, x, k) + factor * product[k]);
            double z = gates[n + j];
            next[j] = (1 - z) * gates[k] + z * h[j];
        }
        return new Step(next, new double[n], gates, operand, product);
    }

    private static double inputProduct(TwinWeights weights, double[] x, int column) {
        return TwinCell.times(x, weights.w(), column) + weights.b()[column];
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[3 * n];
        double[] recurrent = new double[3 * n];
        double[] previous = new double[n];
        double[] dOperand = new double[n];
        for (int j = 0; j < n; j++) {
            double r = step.gates()[j];
            double z = step.gates()[n + j];
            double candidate = step.gates()[2 * n + j];
            d[2 * n + j] = dh[j] * (1 - z) * (1 - candidate * candidate);
            d[n + j] = dh[j] * (h[j] - candidate) * z * (1 - z);
            recurrent[n + j] = d[n + j];
            recurrent[2 * n + j] = d[2 * n + j] * (resetAfter ? r : 1);
            previous[j] = dh[j] * z;
            TwinCell.addBack(dOperand, weights.u(), 2 * n + j, recurrent[2 * n + j]);
        }
        for (int j = 0; j < n; j++) {
            double r = step.gates()[j];
            double dr = resetAfter ? d[2 * n + j] * step.product()[2 * n + j] : dOperand[j] * h[j];
            d[j] = dr * r * (1 - r);
            recurrent[j] = d[j];
            previous[j] += dOperand[j] * (resetAfter ? 1 : r);
            TwinCell.addBack(previous, weights.u(), j, d[j]);
        }
        for (int j = n; j < 2 * n; j++) {
            TwinCell.addBack(previous, weights.u(), j, d[j]);
        }
        return new Back(d, recurrent, previous, null, new double[n]);
    }
}
