package gradflow.hand;

import gradflow.stats.L2;
import java.util.SplittableRandom;

/** Random matrices all of whose singular values are equal. */
public final class Orthogonal {
    private Orthogonal() {}

    /**
     * scale·Q with an orthogonal Q [size, size]: normally distributed rows, made orthonormal one
     * after the other (Gram–Schmidt, twice, which keeps rounding errors at 1e-16).
     *
     * @param size rows and columns
     * @param scale what all singular values are
     * @param random what alone decides it
     * @return [size][size]
     */
    public static double[][] matrix(int size, double scale, SplittableRandom random) {
        double[][] q = new double[size][];
        for (int i = 0; i < size; i++) {
            q[i] = Gaussian.vector(size, random);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    add(q[i], -dot(q[i], q[k]), q[k]);
                }
                scale(q[i], 1 / L2.of(q[i]));
            }
        }
        for (double[] row : q) {
            scale(row, scale);
        }
        return q;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }

    private static void scale(double[] a, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= factor;
        }
    }
}
