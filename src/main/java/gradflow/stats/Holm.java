package gradflow.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction for several tests (S. Holm, <i>A simple sequentially rejective
 * multiple test procedure</i>, 1979): the chance of any false alarm stays below the level.
 */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p-values in the order given; NaN stays NaN and counts as no test.
     *
     * @param pValues one for each test of the family, 0 … 1 or NaN
     * @return as many, 0 … 1 or NaN
     */
    public static double[] adjust(double... pValues) {
        int[] ascending =
                IntStream.range(0, pValues.length)
                        .filter(i -> !Double.isNaN(pValues[i]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> pValues[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] adjusted = pValues.clone();
        double largest = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            double scaled = (ascending.length - rank) * pValues[ascending[rank]];
            largest = Math.max(largest, Math.min(1, scaled));
            adjusted[ascending[rank]] = largest;
        }
        return adjusted;
    }
}
