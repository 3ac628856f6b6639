package gradflow.hand;

import gradflow.stats.Orthogonal;
import java.util.SplittableRandom;

/** Standard normal numbers. */
public final class Gaussian {
    private Gaussian() {}

    /**
     * A vector of independent ones (Box and Muller 1958).
     *
     * @param size how many
     * @param random what alone decides them
     * @return standard normal numbers
     */
    public static double[] vector(int size, SplittableRandom random) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            values[i] = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
        }
        return values;
    }

    /**
     * A square matrix all of whose singular values are equal.
     *
     * @param size rows and columns
     * @param scale what all singular values are
     * @param random what alone decides it
     * @return [size][size]: the scale times an orthogonal matrix, uniform over all of them
     */
    public static double[][] orthogonal(int size, double scale, SplittableRandom random) {
        double[][] normal = new double[size][];
        for (int row = 0; row < size; row++) {
            normal[row] = vector(size, random);
        }
        double[][] matrix = Orthogonal.of(normal);
        for (double[] row : matrix) {
            for (int i = 0; i < size; i++) {
                row[i] *= scale;
            }
        }
        return matrix;
    }
}
