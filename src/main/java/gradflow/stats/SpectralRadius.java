package gradflow.stats;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The spectral radius: the largest absolute eigenvalue, real or complex. By Gelfand's formula it is
 * the factor by which repeated steps grow or shrink in the end; one step of a matrix that is not
 * normal may grow far more (L. N. Trefethen and M. Embree, <i>Spectra and pseudospectra</i>, 2005).
 *
 * <p>Eigenvalues by the QR algorithm (G. H. Golub and C. F. Van Loan, <i>Matrix computations</i>,
 * chapter 7). A k-fold eigenvalue that lacks eigenvectors is only good to the k-th root of the
 * rounding error.
 */
public final class SpectralRadius {
    private SpectralRadius() {}

    /**
     * The spectral radius of a square matrix; NaN if an entry is not finite, 0 if there are none.
     *
     * @param matrix [N][N]
     * @return the largest modulus of its eigenvalues
     * @throws IllegalArgumentException if it is not square
     */
    public static double of(double[][] matrix) {
        double largest = 0;
        for (double[] row : matrix) {
            if (row.length != matrix.length) {
                throw new IllegalArgumentException(matrix.length + " rows of " + row.length);
            }
            for (double value : row) {
                if (!Double.isFinite(value)) {
                    return Double.NaN;
                }
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (largest == 0) {
            return 0;
        }
        // The library's thresholds are absolute: it takes a matrix of norm 1e-12 for zero.
        double[][] scaled = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                scaled[i][j] = matrix[i][j] / largest;
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
        double radius = 0;
        for (int i = 0; i < matrix.length; i++) {
            radius =
                    Math.max(
                            radius,
                            StrictMath.hypot(
                                    eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
        }
        return largest * radius;
    }
}
