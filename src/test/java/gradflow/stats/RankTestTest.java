package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankTestTest {

    /** Two of the C(10,5) = 252 orders are as extreme as a complete separation. */
    @Test
    void aCompleteSeparationOfFiveAndFiveHasItsExactProbability() {
        double[] low = {1, 2, 3, 4, 5};
        double[] high = {6, 7, 8, 9, Double.POSITIVE_INFINITY};
        assertThat(RankTest.pValue(low, high)).isCloseTo(2 / 252.0, within(1e-12));
        assertThat(RankTest.pValue(high, low)).isCloseTo(2 / 252.0, within(1e-12));
    }

    /** M. Hollander and D. A. Wolfe, 1973, p. 69; one-sided p = 0.1272 in the manual of R. */
    @Test
    void agreesWithHollanderAndWolfe() {
        double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
        assertThat(RankTest.pValue(term, early)).isCloseTo(0.2544, within(5e-5));
    }

    @Test
    void equalSamplesAreNoDifferenceAndEmptyOnesNoTest() {
        assertThat(RankTest.pValue(new double[] {1, 1}, new double[] {1, 1})).isEqualTo(1);
        assertThat(RankTest.pValue(new double[] {}, new double[] {1})).isNaN();
    }
}
