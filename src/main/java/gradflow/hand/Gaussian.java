package gradflow.hand;

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
}
