package gradflow.kernel.twin;

/** Blocks candidate, forget, output, input gate; c = f⊙c' + g⊙i, h = o⊙tanh(c). */
public record TwinLstm() implements TwinCell {

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public boolean hasCellState() {
        return true;
    }

    @Override
    public Step forward(TwinWeights weights, double[] x, double[] h, double[] c) {
        int n = h.length;
        double[] gates = new double[4 * n];
        TwinTerm[] input = new TwinTerm[4];
        TwinTerm[] recurrent = new TwinTerm[4];
        for (int gate = 0; gate < 4; gate++) {
            input[gate] = TwinTerm.input(weights, x, gate, n);
            recurrent[gate] = TwinTerm.recurrent(weights, h, gate, n);
        }
        for (int j = 0; j < 4 * n; j++) {
            double pre =
                    input[j / n].value()[j % n] + weights.b()[j] + recurrent[j / n].value()[j % n];
            gates[j] = j < n ? Math.tanh(pre) : TwinCell.sigmoid(pre);
        }
        double[] cell = new double[n];
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            cell[j] = gates[n + j] * c[j] + gates[3 * n + j] * gates[j];
            next[j] = gates[2 * n + j] * Math.tanh(cell[j]);
        }
        return new Step(next, cell, gates, h, input, recurrent);
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[4 * n];
        double[] total = new double[n];
        double[] previous = new double[n];
        double[] previousCell = new double[n];
        for (int j = 0; j < n; j++) {
            double i = step.gates()[j];
            double f = step.gates()[n + j];
            double o = step.gates()[2 * n + j];
            double g = step.gates()[3 * n + j];
            double tanh = Math.tanh(step.c()[j]);
            total[j] = dc[j] + dh[j] * o * (1 - tanh * tanh);
            d[j] = total[j] * g * (1 - i * i);
            d[n + j] = total[j] * c[j] * f * (1 - f);
            d[2 * n + j] = dh[j] * tanh * o * (1 - o);
            d[3 * n + j] = total[j] * i * g * (1 - g);
            previousCell[j] = total[j] * f;
        }
        double[] product = step.backRecurrent(d);
        for (int j = 0; j < 4 * n; j++) {
            TwinCell.addBack(previous, weights.u(), j, product[j]);
        }
        return new Back(d, d, step.backInput(d), product, previous, total, previousCell);
    }
}
