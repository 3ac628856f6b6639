package gradflow.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Lyapunov exponents by the QR method (G. Benettin and others, 1980): Q_t·R_t = J_t·Q_{t−1}, and
 * the mean over the steps of ln |R_t's diagonal|. Natural logarithm per step: 0 keeps distances,
 * below 0 forgets.
 */
public final class Lyapunov {
    private Lyapunov() {}

    /**
     * The largest exponent.
     *
     * @param jacobians of every step in the order of time, [steps][S][S]
     * @param skipped steps at the start that turn Q but do not count
     * @return per step, in nats: the logarithm of what a small change grows by in a step
     */
    public static double largest(double[][][] jacobians, int skipped) {
        return exponents(jacobians, skipped)[0];
    }

    /**
     * All exponents, largest first; minus infinity for a direction that a step forgets altogether.
     *
     * @param jacobians of every step in the order of time, [steps][S][S]
     * @param skipped steps at the start that turn Q but do not count
     * @return [S], per step, in nats
     */
    public static double[] exponents(double[][][] jacobians, int skipped) {
        int size = jacobians[0].length;
        RealMatrix q = new Array2DRowRealMatrix(rotation(size), false);
        double[] sums = new double[size];
        for (int t = 0; t < jacobians.length; t++) {
            RealMatrix next = new Array2DRowRealMatrix(jacobians[t], false).multiply(q);
            QRDecomposition qr = new QRDecomposition(next);
            q = qr.getQ();
            for (int i = 0; i < size && t >= skipped; i++) {
                sums[i] += StrictMath.log(Math.abs(qr.getR().getEntry(i, i)));
            }
        }
        double[] exponents = new double[size];
        for (int i = 0; i < size; i++) {
            exponents[i] = sums[i] / (jacobians.length - skipped);
        }
        Arrays.sort(exponents);
        for (int i = 0; i < size / 2; i++) {
            double smaller = exponents[i];
            exponents[i] = exponents[size - 1 - i];
            exponents[size - 1 - i] = smaller;
        }
        return exponents;
    }

    /** An orthogonal matrix along no axis (Householder's, of the vector 1, 2, …). */
    private static double[][] rotation(int size) {
        double square = size * (size + 1.0) * (2 * size + 1) / 6;
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = (i == j ? 1 : 0) - 2 * (i + 1.0) * (j + 1) / square;
            }
        }
        return matrix;
    }
}
