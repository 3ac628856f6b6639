package gradflow.layer.output;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass in plain Java with one order for everything: an element of a product is a chain of fused
 * multiply-adds in the order of the index that is summed over. Computed in double and rounded to
 * the layer's type at the end, so that there is one form of it.
 */
public final class PortableOutput implements OutputPass {
    private final RowLoss loss;

    /** Wᵀ [C][I]. */
    private final double[][] w;

    /** b [C]. */
    private final double[] b;

    /**
     * A pass with these parameters.
     *
     * @param loss with its activation
     * @param w [I, C]
     * @param b C elements
     */
    public PortableOutput(RowLoss loss, INDArray w, INDArray b) {
        this.loss = loss;
        this.b = DenseValues.values(DenseValues.of(b));
        int inputs = (int) w.size(0);
        double[] columns = DenseValues.values(DenseValues.of(w.transpose()));
        this.w = new double[this.b.length][];
        for (int k = 0; k < this.b.length; k++) {
            this.w[k] = Arrays.copyOfRange(columns, k * inputs, (k + 1) * inputs);
        }
    }

    /**
     * What the layer makes of x [N, I], dense.
     *
     * @return the activations [N][C]
     */
    double[][] forward(INDArray x) {
        return forward(DenseValues.values(x), (int) x.size(0));
    }

    /** The loss alone, as {@link #backward} has it. */
    double loss(INDArray x, INDArray y, double[] mask) {
        return differentiate(forward(x), DenseValues.values(y), mask);
    }

    @Override
    public double backward(INDArray x, INDArray y, double[] mask, Gradients into) {
        int rows = (int) x.size(0);
        int inputs = (int) x.size(1);
        double[] seen = DenseValues.values(x);
        double[][] slopes = forward(seen, rows);
        double sum = differentiate(slopes, DenseValues.values(y), mask);

        double[][] byWeight = new double[b.length][inputs];
        double[] byBias = new double[b.length];
        double[] byInput = new double[rows * inputs];
        double[] below = new double[inputs];
        for (int n = 0; n < rows; n++) {
            Arrays.fill(below, 0);
            for (int k = 0; k < b.length; k++) {
                double slope = slopes[n][k];
                add(slope, seen, n * inputs, byWeight[k]);
                add(slope, w[k], 0, below);
                byBias[k] += slope;
            }
            System.arraycopy(below, 0, byInput, n * inputs, inputs);
        }
        DenseValues.put(byInput, into.below());
        write(byWeight, into.weights());
        DenseValues.put(byBias, into.bias());
        return sum;
    }

    /** The activations [N][C] of x [N·I], row by row. */
    public double[][] forward(double[] seen, int rows) {
        int inputs = w[0].length;
        double[][] predictions = new double[rows][b.length];
        double[] x = new double[inputs];
        double[] next = new double[inputs];
        for (int n = 0; n < rows; n += 2) {
            // The last row of an odd number is computed twice.
            int m = Math.min(n + 1, rows - 1);
            System.arraycopy(seen, n * inputs, x, 0, inputs);
            System.arraycopy(seen, m * inputs, next, 0, inputs);
            int k = 0;
            for (; k + 4 <= b.length; k += 4) {
                fourOfTwo(x, next, k, predictions[n], predictions[m]);
            }
            for (; k < b.length; k++) {
                one(x, k, predictions[n]);
                one(next, k, predictions[m]);
            }
        }
        for (double[] row : predictions) {
            loss.activate(row);
        }
        return predictions;
    }

    /** Eight chains at a time, since each waits for its last link. */
    private void fourOfTwo(double[] x, double[] y, int k, double[] intoX, double[] intoY) {
        double[] first = w[k];
        double[] second = w[k + 1];
        double[] third = w[k + 2];
        double[] fourth = w[k + 3];
        double x0 = b[k];
        double x1 = b[k + 1];
        double x2 = b[k + 2];
        double x3 = b[k + 3];
        double y0 = x0;
        double y1 = x1;
        double y2 = x2;
        double y3 = x3;
        for (int i = 0; i < x.length; i++) {
            x0 = Math.fma(x[i], first[i], x0);
            x1 = Math.fma(x[i], second[i], x1);
            x2 = Math.fma(x[i], third[i], x2);
            x3 = Math.fma(x[i], fourth[i], x3);
            y0 = Math.fma(y[i], first[i], y0);
            y1 = Math.fma(y[i], second[i], y1);
            y2 = Math.fma(y[i], third[i], y2);
            y3 = Math.fma(y[i], fourth[i], y3);
        }
        intoX[k] = x0;
        intoX[k + 1] = x1;
        intoX[k + 2] = x2;
        intoX[k + 3] = x3;
        intoY[k] = y0;
        intoY[k + 1] = y1;
        intoY[k + 2] = y2;
        intoY[k + 3] = y3;
    }

    private void one(double[] x, int k, double[] into) {
        double[] column = w[k];
        double sum = b[k];
        for (int i = 0; i < x.length; i++) {
            sum = Math.fma(x[i], column[i], sum);
        }
        into[k] = sum;
    }

    /** Predictions become gradients by what went into the activation. */
    private double differentiate(double[][] predictions, double[] labels, double[] mask) {
        double sum = 0;
        double[] y = new double[b.length];
        for (int n = 0; n < predictions.length; n++) {
            System.arraycopy(labels, n * y.length, y, 0, y.length);
            double of = loss.differentiate(predictions[n], y);
            if (mask == null) {
                sum += of;
                continue;
            }
            sum += mask[n] * of;
            for (int k = 0; k < y.length; k++) {
                predictions[n][k] *= mask[n];
            }
        }
        return sum;
    }

    private static void add(double factor, double[] from, int offset, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.fma(factor, from[offset + i], into[i]);
        }
    }

    /** Into an array [I, C] of any strides. */
    private static void write(double[][] columns, INDArray into) {
        INDArray rows = into.transpose();
        double[] flat = new double[(int) into.length()];
        for (int k = 0; k < columns.length; k++) {
            System.arraycopy(columns[k], 0, flat, k * columns[k].length, columns[k].length);
        }
        INDArray dense = DenseValues.of(rows);
        DenseValues.put(flat, dense);
        if (dense != rows) {
            rows.assign(dense);
        }
    }
}
