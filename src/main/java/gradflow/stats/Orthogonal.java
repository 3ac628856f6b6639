package gradflow.stats;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Random matrices all of whose singular values are 1. */
public final class Orthogonal {
    private Orthogonal() {}

    /**
     * An orthogonal matrix, uniform over all of them if the entries given are independent standard
     * normal numbers: Q of their QR decomposition, its columns' signs those of R's diagonal (F.
     * Mezzadri, <i>How to generate random matrices from the classical compact groups</i>, 2007).
     *
     * @param gaussian [N][N], stays as it is
     * @return [N][N]
     */
    public static double[][] of(double[][] gaussian) {
        QRDecomposition qr = new QRDecomposition(new Array2DRowRealMatrix(gaussian, false));
        RealMatrix q = qr.getQ();
        int size = gaussian.length;
        double[][] signs = new double[size][size];
        for (int i = 0; i < size; i++) {
            signs[i][i] = Math.signum(qr.getR().getEntry(i, i));
        }
        return q.multiply(new Array2DRowRealMatrix(signs, false)).getData();
    }
}
