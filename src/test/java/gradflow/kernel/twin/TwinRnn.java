package gradflow.kernel.twin;

import java.util.function.DoubleUnaryOperator;

/** h = f(x·W + b + h'·U). */
public record TwinRnn(DoubleUnaryOperator f, DoubleUnaryOperator derivative) implements TwinCell {

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Step forward(TwinWeights weights, double[] x, double[] h, double[] c) {
        int n = h.length;
        double[] next = new double[n];
        double[] pre = new double[n];
        for (int j = 0; j < n; j++) {
            pre[j] =
                    TwinCell.times(x, weights.w(), j)
                            + weights.b()[j]
                            + TwinCell.times(h, weights.u(), j);
            next[j] = f.applyAsDouble(pre[j]);
        }
        return new Step(next, new double[n], pre, h, null);
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[n];
        double[] previous = new double[n];
        for (int j = 0; j < n; j++) {
            d[j] = dh[j] * derivative.applyAsDouble(step.gates()[j]);
            TwinCell.addBack(previous, weights.u(), j, d[j]);
        }
        return new Back(d, d, previous, null, new double[n]);
    }
}
