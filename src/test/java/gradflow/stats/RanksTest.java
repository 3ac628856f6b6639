package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RanksTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** The numbers of Wikipedia's "Ranking", section "Fractional ranking". */
    @Test
    void agreesWithWikipedia() {
        assertThat(Ranks.average(1.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 5.0, 5.0))
                .containsExactly(1.5, 1.5, 3.0, 4.5, 4.5, 6.0, 8.0, 8.0, 8.0);
    }

    @Test
    void infinityRanksLastButForNaNAndZerosAreEqual() {
        assertThat(Ranks.average(Double.NaN, INFINITY, -INFINITY, 7, INFINITY))
                .containsExactly(5, 3.5, 1, 2, 3.5);
        assertThat(Ranks.average(0.0, -0.0, Double.NaN, Double.NaN))
                .containsExactly(1.5, 1.5, 3.5, 3.5);
        assertThat(Ranks.average()).isEmpty();
    }

    /** A rank is 1 + the number below + half the number of others that are equal. */
    @Test
    void countsWhatIsBelowAndHalfOfWhatIsEqual() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            double[] values = random.ints(20, 0, 8).asDoubleStream().toArray();
            double[] expected =
                    Arrays.stream(values)
                            .map(
                                    value ->
                                            0.5
                                                    + Arrays.stream(values)
                                                            .map(
                                                                    v ->
                                                                            v < value
                                                                                    ? 1
                                                                                    : v == value
                                                                                            ? 0.5
                                                                                            : 0)
                                                            .sum())
                            .toArray();
            assertThat(Ranks.average(values)).containsExactly(expected);
        }
    }
}
