package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImprovementTest {
    private static double[][] blocks(double[]... blocks) {
        return blocks;
    }

    private static double[] of(double... values) {
        return values;
    }

    /**
     * Wikipedia's example of Mann and Whitney's test, after Aesop: the race ends T H H H H H T T T
     * T T H, so that the tortoises beat a hare in 6 + 1 + 1 + 1 + 1 + 1 = 11 of 36 pairs.
     */
    @Test
    void agreesWithTheTortoisesAndTheHares() {
        double[][] tortoises = blocks(of(1, 7, 8, 9, 10, 11));
        double[][] hares = blocks(of(2, 3, 4, 5, 6, 12));
        assertThat(Improvement.of(tortoises, hares).probability())
                .isCloseTo(11 / 36.0, within(1e-15));
        assertThat(Improvement.of(hares, tortoises).probability())
                .isCloseTo(25 / 36.0, within(1e-15));
    }

    /** One block: Cliff's delta turned round; ties are a half, a diverged run is worst. */
    @Test
    void ofOneBlockItIsCliffsDelta() {
        double[] own = of(1, 2, 3, 1.0 / 0);
        double[] others = of(2, 4, 1.0 / 0, 1.0 / 0);
        Improvement improvement = Improvement.of(blocks(own), blocks(others));
        // Wins 4 + 3.5 + 3 + (0 + 0 + 0.5 + 0.5) of 16.
        assertThat(improvement.probability()).isEqualTo(11.5 / 16);
        Interval delta = EffectSize.cliffsDeltaInterval(own, others);
        assertThat(improvement.interval())
                .isEqualTo(new Interval((1 - delta.high()) / 2, (1 - delta.low()) / 2));
    }

    @Test
    void overBlocksItIsTheMeanWithASmallerError() {
        double[] own = of(1, 2, 3, 4, 7);
        double[] others = of(2.5, 3.5, 5, 6, 8);
        double one = Improvement.of(blocks(own), blocks(others)).probability();
        Improvement half = Improvement.of(blocks(own, others), blocks(others, own));
        assertThat(half.probability()).isCloseTo(0.5, within(1e-15));
        Improvement same =
                Improvement.of(blocks(own, own, own, own), blocks(others, others, others, others));
        assertThat(same.probability()).isCloseTo(one, within(1e-15));
        assertThat(width(same))
                .isLessThan(width(Improvement.of(blocks(own), blocks(others))) * 0.6);
    }

    private static double width(Improvement improvement) {
        return improvement.interval().high() - improvement.interval().low();
    }

    /** Every run better in every block is no point: b = 20, t(0.975, 32) = 2.0369. */
    @Test
    void samplesThatDoNotOverlapHaveAnInterval() {
        double[] small = of(1, 2, 3, 4, 5);
        double[] large = of(6, 7, 8, 9, 10);
        Improvement all =
                Improvement.of(
                        blocks(small, small, small, small), blocks(large, large, large, large));
        assertThat(all.probability()).isEqualTo(1);
        assertThat(all.interval().high()).isEqualTo(1);
        double t2 = 2.036933 * 2.036933;
        assertThat(all.interval().low()).isCloseTo(20 / (20 + t2), within(1e-6));
    }

    @Test
    void withoutRunsNothingIsKnown() {
        assertThat(Improvement.of(blocks(of(1)), blocks(of(2))).interval())
                .isEqualTo(new Interval(0, 1));
        assertThat(Improvement.of(blocks(), blocks()).probability()).isNaN();
        assertThat(Improvement.of(blocks(of(Double.NaN)), blocks(of(2))).probability()).isNaN();
        assertThatThrownBy(() -> Improvement.of(blocks(of(1)), blocks()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 blocks and 0");
    }
}
