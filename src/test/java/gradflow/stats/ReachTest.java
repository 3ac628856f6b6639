package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** 5·0.7^lag up to lag 9, then 0.95 a step: the curve of a leak beside a fast path. */
    private static double[] twoPhases(int length) {
        return IntStream.range(0, length)
                .mapToDouble(
                        lag ->
                                5
                                        * Math.pow(0.7, Math.min(lag, 10))
                                        * Math.pow(0.95, Math.max(0, lag - 10)))
                .toArray();
    }

    @Test
    void sharesAreOfTheNormAtLagZero() {
        Reach reach = Reach.of(twoPhases(100));
        assertThat(reach.share1()).isCloseTo(0.7, EXACT);
        assertThat(reach.share8()).isCloseTo(Math.pow(0.7, 8), EXACT);
        assertThat(reach.share32()).isCloseTo(Math.pow(0.7, 10) * Math.pow(0.95, 22), EXACT);
        assertThat(reach.share64()).isCloseTo(Math.pow(0.7, 10) * Math.pow(0.95, 54), EXACT);
        assertThat(reach.shareLast()).isCloseTo(Math.pow(0.7, 10) * Math.pow(0.95, 89), EXACT);
    }

    @Test
    void twoExponentialsAreToldApartAtTheirBorder() {
        Reach reach = Reach.of(twoPhases(100));
        assertThat(reach.earlyDecayPerStep()).isCloseTo(0.7, EXACT);
        assertThat(reach.lateDecayPerStep()).isCloseTo(0.95, EXACT);
        assertThat(reach.phaseLag()).isBetween(10.0, 11.0);
    }

    /** Of 0.1^lag the mean of −lag over 0 … 4 is −2, a straight line whatever the rule. */
    @Test
    void theAreaIsInDecades() {
        assertThat(Reach.of(1, 0.1, 0.01, 1e-3, 1e-4).meanLog10Share()).isCloseTo(-2, EXACT);
        assertThat(Reach.of(1, 0).meanLog10Share()).isCloseTo(-15, EXACT);
        assertThat(Reach.of(3, 3, 3).meanLog10Share()).isZero();
    }

    @Test
    void whatDoesNotExistIsNoNumber() {
        Reach shortOne = Reach.of(2, 1, 0.5);
        assertThat(shortOne.share1()).isEqualTo(0.5);
        assertThat(shortOne.shareLast()).isEqualTo(0.25);
        assertThat(shortOne.share8()).isNaN();
        assertThat(shortOne.phaseLag()).isNaN();
        assertThat(shortOne.earlyDecayPerStep()).isNaN();
        assertThat(Reach.of(0, 1, 1, 1, 1, 1, 1, 1).share1()).isNaN();
        assertThat(Reach.of(Double.NaN, 1).shareLast()).isNaN();
        assertThat(Reach.of().shareLast()).isNaN();
        assertThat(Reach.of().meanLog10Share()).isNaN();
        // Zeros are left out of the fit; three points remain on neither side.
        assertThat(Reach.of(1, 0, 0, 0, 0, 0, 0, 0).phaseLag()).isNaN();
    }
}
