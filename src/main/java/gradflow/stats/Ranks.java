package gradflow.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Ranks from 1, the smallest value's, to n; equal values share the mean of the ranks they take up
 * (M. G. Kendall, <i>The treatment of ties in ranking problems</i>, Biometrika 33, 1945), so that
 * the sum is n(n + 1)/2 whatever the ties. Infinite values are allowed.
 */
public final class Ranks {
    private Ranks() {}

    /**
     * The average ranks in the order given; NaN ranks last, behind infinity.
     *
     * @param values in any order
     * @return as many ranks, 1 for the smallest; ties have their mean
     */
    public static double[] average(double... values) {
        // Adding 0.0 makes −0.0 the 0.0 it equals; the comparison alone tells them apart.
        int[] ascending =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < ascending.length) {
            int to = from + 1;
            while (to < ascending.length && tied(values[ascending[from]], values[ascending[to]])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[ascending[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static boolean tied(double one, double other) {
        return Double.compare(one + 0.0, other + 0.0) == 0;
    }
}
