package gradflow.stats;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * ∂s_T/∂s_{T−lag} = J_T·J_{T−1}·…, built up one step at a time with its scale kept apart, so that
 * it neither under- nor overflows.
 */
public final class JacobianProduct {
    private RealMatrix product;
    private double logScale;

    /**
     * The product of no steps, the identity.
     *
     * @param size S, of the state
     */
    public JacobianProduct(int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        product = new Array2DRowRealMatrix(identity, false);
    }

    /**
     * Goes one step further back: multiplies by that step's Jacobian [S][S] from the right.
     *
     * @param jacobian ∂s_t/∂s_{t−1} with s_{t−1} in the columns
     */
    public void multiply(double[][] jacobian) {
        product = product.multiply(new Array2DRowRealMatrix(jacobian, false));
        double largest = 0;
        for (int row = 0; row < product.getRowDimension(); row++) {
            for (double value : product.getRow(row)) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (largest > 0) {
            product = product.scalarMultiply(1 / largest);
            logScale += StrictMath.log(largest);
        }
    }

    /**
     * The singular values of a square block of the product, largest first. What lies below the
     * rounding error (size · 2.2e-16 of the largest) is NaN.
     *
     * @param from its first row and column
     * @param size its rows and columns
     * @return as many as {@code size}
     */
    public double[] singularValues(int from, int size) {
        RealMatrix block = product.getSubMatrix(from, from + size - 1, from, from + size - 1);
        double[] values = new SingularValueDecomposition(block).getSingularValues();
        double floor = size * Math.ulp(1.0) * values[0];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    values[i] < floor
                            ? Double.NaN
                            : StrictMath.exp(logScale + StrictMath.log(values[i]));
        }
        return values;
    }
}
