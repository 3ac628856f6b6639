package gradflow.kernel.twin;

import java.util.function.DoubleUnaryOperator;

/** h = keep·h' + scale·f(x·W + b + h'·U). */
public record TwinRnn(
        DoubleUnaryOperator f, DoubleUnaryOperator derivative, double keep, double scale)
        implements TwinCell {

    /** Without a leak. */
    public TwinRnn(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
        this(f, derivative, 0, 1);
    }

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
        TwinTerm input = TwinTerm.input(weights, x, 0, n);
        TwinTerm recurrent = TwinTerm.recurrent(weights, h, 0, n);
        for (int j = 0; j < n; j++) {
            pre[j] = input.value()[j] + weights.b()[j] + recurrent.value()[j];
            next[j] = keep * h[j] + scale * f.applyAsDouble(pre[j]);
        }
        return new Step(
                next, new double[n], pre, h, new TwinTerm[] {input}, new TwinTerm[] {recurrent});
    }

    @Override
    public Back backward(
            TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc) {
        int n = h.length;
        double[] d = new double[n];
        double[] previous = new double[n];
        for (int j = 0; j < n; j++) {
            d[j] = scale * dh[j] * derivative.applyAsDouble(step.gates()[j]);
            previous[j] = keep * dh[j];
        }
        double[] product = step.backRecurrent(d);
        for (int j = 0; j < n; j++) {
            TwinCell.addBack(previous, weights.u(), j, product[j]);
        }
        return new Back(d, d, step.backInput(d), product, previous, null, new double[n]);
    }
}
