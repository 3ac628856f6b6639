package gradflow.kernel;

import java.util.Arrays;
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
        double[] sum = new double[columns];
        double[] example = new double[columns];
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sum, 0);
            for (int b = 0; b < batch; b++) {
                System.arraycopy(g, b * columns, example, 0, columns);
                add(x[b * rows + i], example, sum);
            }
            System.arraycopy(sum, 0, sums, i * columns, columns);
        }
        return array(sums, gradient, rows, columns);
    }

    /** A loop by itself, over arrays from their first element on: C2 makes vectors of it. */
    private static void add(double factor, double[] from, double[] into) {
        for (int j = 0; j < into.length; j++) {
            into[j] = Math.fma(factor, from[j], into[j]);
        }
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
