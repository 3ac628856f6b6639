package gradflow.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums over the examples of one step, in DOUBLE and in their order: the same bits everywhere. */
final class Shares {
    private Shares() {}

    /** Σ over the examples of operandᵀ·gradient [N, M], of operand [B, N] and gradient [B, M]. */
    static INDArray product(INDArray operand, INDArray gradient) {
        int batch = (int) operand.size(0);
        int rows = (int) operand.size(1);
        int columns = (int) gradient.size(1);
        double[] x = values(operand);
        double[] g = values(gradient);
        double[] sums = new double[rows * columns];
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < rows; i++) {
                double factor = x[b * rows + i];
                for (int j = 0; j < columns; j++) {
                    int at = i * columns + j;
                    sums[at] = Math.fma(factor, g[b * columns + j], sums[at]);
                }
            }
        }
        return array(sums, gradient, rows, columns);
    }

    /** The sum of all rows [1, M] of a matrix [B, M]. */
    static INDArray sum(INDArray matrix) {
        int columns = (int) matrix.size(1);
        double[] values = values(matrix);
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += values[i];
        }
        return array(sums, matrix, 1, columns);
    }

    private static double[] values(INDArray matrix) {
        return matrix.dup('c').data().asDouble();
    }

    private static INDArray array(double[] values, INDArray like, int rows, int columns) {
        return Nd4j.createFromArray(values)
                .reshape('c', new long[] {rows, columns})
                .castTo(like.dataType());
    }
}
