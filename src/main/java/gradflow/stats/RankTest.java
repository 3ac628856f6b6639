package gradflow.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether two samples differ, by the ranks of their values alone (H. B. Mann and D. R. Whitney,
 * <i>On a test of whether one of two random variables is stochastically larger than the other</i>,
 * 1947). Exact for small samples without ties; with ties see {@link PermutationTest}. Infinite
 * values are allowed and rank last.
 */
public final class RankTest {
    private RankTest() {}

    /** The two-sided p-value; 1 if all values are equal, NaN if a sample is empty. */
    public static double pValue(double[] one, double[] other) {
        if (one.length == 0 || other.length == 0) {
            return Double.NaN;
        }
        double first = one[0];
        if (Arrays.stream(one).allMatch(v -> v == first)
                && Arrays.stream(other).allMatch(v -> v == first)) {
            return 1;
        }
        return MannWhitneyUTest.withDefaults().test(one, other).getPValue();
    }
}
