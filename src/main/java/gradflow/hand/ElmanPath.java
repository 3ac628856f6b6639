package gradflow.hand;

import gradflow.model.HiddenActivation;
import gradflow.stats.L2;

/**
 * The path of a simple recurrent network h_t = f(a_t), a_t = v_t + h_{t−1}·U, for one sequence of
 * inputs v_t = x_t·W + b, and the Jacobians along it.
 */
public final class ElmanPath {
    private static final int MOST_ITERATIONS = 500;
    private static final double SETTLED = 1e-14;
    private final double[][] recurrentWeights;
    private final double[][] slopes;

    /**
     * Walks the path from h_0 = 0.
     *
     * @param activation f
     * @param recurrentWeights U [H, H]
     * @param inputs v_t [T, H]
     */
    public ElmanPath(HiddenActivation activation, double[][] recurrentWeights, double[]... inputs) {
        this.recurrentWeights = recurrentWeights;
        slopes = new double[inputs.length][];
        double[] h = new double[recurrentWeights.length];
        for (int t = 0; t < inputs.length; t++) {
            double[] a = Matrix.product(h, recurrentWeights);
            slopes[t] = new double[h.length];
            for (int j = 0; j < h.length; j++) {
                a[j] += inputs[t][j];
                slopes[t][j] = activation.slope(a[j]);
            }
            for (int j = 0; j < h.length; j++) {
                h[j] = activation.of(a[j]);
            }
        }
    }

    /**
     * f'(a_t) of every step and unit [T, H].
     *
     * @return the array itself, not to be changed
     */
    public double[][] slopes() {
        return slopes;
    }

    /**
     * ‖∂h_T/∂h_t‖₂, the largest singular value of Π U·diag f'(a_k), for lag T − t = 0 … T − 1; at
     * lag 0 it is 1.
     *
     * @return T values, by lag
     */
    public double[] jacobianNorms() {
        int steps = slopes.length;
        int size = recurrentWeights.length;
        double[] norms = new double[steps];
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            product[i][i] = 1;
        }
        norms[0] = 1;
        for (int lag = 1; lag < steps; lag++) {
            product = Matrix.product(stepJacobian(steps - lag), product);
            norms[lag] = largestSingularValue(product);
        }
        return norms;
    }

    /** ∂h_{t,j}/∂h_{t−1,i} in row i and column j. */
    private double[][] stepJacobian(int t) {
        int size = recurrentWeights.length;
        double[][] jacobian = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                jacobian[i][j] = recurrentWeights[i][j] * slopes[t][j];
            }
        }
        return jacobian;
    }

    /** By power iteration on v ↦ v·A·Aᵀ, until the value no longer changes; never above it. */
    static double largestSingularValue(double[]... a) {
        double[] v = new double[a.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = 1 + 0.1 * i / v.length;
        }
        double before = -1;
        double norm = 0;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            double length = L2.of(v);
            if (length == 0) {
                return 0;
            }
            for (int k = 0; k < v.length; k++) {
                v[k] /= length;
            }
            double[] u = Matrix.product(v, a);
            norm = L2.of(u);
            if (Math.abs(norm - before) <= SETTLED * norm) {
                return norm;
            }
            before = norm;
            for (int k = 0; k < v.length; k++) {
                v[k] = 0;
                for (int j = 0; j < u.length; j++) {
                    v[k] += norm == 0 ? 0 : a[k][j] * (u[j] / norm);
                }
            }
        }
        return norm;
    }
}
