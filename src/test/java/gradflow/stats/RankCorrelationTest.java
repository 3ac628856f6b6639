package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** IQ and hours of TV, Wikipedia's "Spearman's rank correlation coefficient": −29/165. */
    @Test
    void agreesWithWikipedia() {
        double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
        double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
        RankCorrelation correlation = RankCorrelation.spearman(iq, hours);
        assertThat(correlation.rho()).isCloseTo(-29 / 165.0, within(1e-15));
        assertThat(correlation.n()).isEqualTo(10);
    }

    /** The example of Bonett's own R package statpsych, ci.spear, with ties; seven decimals. */
    @Test
    void theIntervalAgreesWithBonett() {
        double[] y = {21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19};
        double[] x = {67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51};
        RankCorrelation correlation = RankCorrelation.spearman(y, x);
        assertThat(correlation.rho()).isCloseTo(0.8699639, within(5.1e-8));
        assertThat(correlation.interval().low()).isCloseTo(0.5840951, within(5.1e-8));
        assertThat(correlation.interval().high()).isCloseTo(0.9638297, within(5.1e-8));
    }

    /** The library gets it from a rounded r²: 1e-7 where rho is near 0. */
    @Test
    void agreesWithTheLibraryOnTies() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 50; round++) {
            double[] x = random.ints(12, 0, 5).asDoubleStream().toArray();
            double[] y = random.ints(12, 0, 5).asDoubleStream().toArray();
            double rho = RankCorrelation.spearman(x, y).rho();
            assertThat(rho).isCloseTo(new SpearmansCorrelation().correlation(x, y), within(1e-7));
        }
    }

    @Test
    void onlyTheOrderMattersAndInfinityIsAValue() {
        double[] x = {1, 5, 2, 8, 3, 3};
        double[] y = {2, 4, 4, INFINITY, 1, 7};
        RankCorrelation correlation = RankCorrelation.spearman(x, y);
        double[] logs = Arrays.stream(y).map(Math::log).toArray();
        assertThat(RankCorrelation.spearman(x, logs)).isEqualTo(correlation);
        assertThat(RankCorrelation.spearman(y, x)).isEqualTo(correlation);
        double[] negative = Arrays.stream(y).map(v -> -v).toArray();
        RankCorrelation opposite = RankCorrelation.spearman(x, negative);
        assertThat(opposite.rho()).isEqualTo(-correlation.rho());
        assertThat(opposite.interval().low())
                .isCloseTo(-correlation.interval().high(), within(1e-15));
    }

    @Test
    void perfectOrderIsOneAndItsIntervalAPoint() {
        double[] x = {1, 2, 3, 4, INFINITY};
        double[] y = {0.1, 0.2, 5, 6, 7};
        assertThat(RankCorrelation.spearman(x, y))
                .isEqualTo(new RankCorrelation(1, new Interval(1, 1), 5));
    }

    @Test
    void constantsFewPairsAndNaNHaveNone() {
        double[] x = {1, 2, 3, 4};
        Interval none = new Interval(Double.NaN, Double.NaN);
        RankCorrelation nothing = new RankCorrelation(Double.NaN, none, 4);
        double[] constant = {5, 5, 5, 5};
        assertThat(RankCorrelation.spearman(x, constant)).isEqualTo(nothing);
        assertThat(RankCorrelation.spearman(x, new double[] {1, 2, Double.NaN, 3}))
                .isEqualTo(nothing);
        double[] three = {1, 2, 3};
        assertThat(RankCorrelation.spearman(three, three))
                .isEqualTo(new RankCorrelation(Double.NaN, none, 3));
        assertThatThrownBy(() -> RankCorrelation.spearman(x, three))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * For normal values correlated by r, ρ is 6/π·arcsin(r/2). Of 2000 intervals of 25 pairs 95 %
     * are to hold it; 2 % are allowed, four standard errors of the simulation.
     */
    @Test
    void theIntervalHoldsTheTrueValueAsOftenAsItSays() {
        Random random = new Random(10);
        for (double r : new double[] {0, 0.5, 0.8}) {
            double rho = 6 / Math.PI * Math.asin(r / 2);
            int held = 0;
            for (int round = 0; round < 2000; round++) {
                double[] x = random.doubles(25).map(u -> random.nextGaussian()).toArray();
                double[] y =
                        Arrays.stream(x)
                                .map(v -> r * v + Math.sqrt(1 - r * r) * random.nextGaussian())
                                .toArray();
                Interval interval = RankCorrelation.spearman(x, y).interval();
                held += interval.low() <= rho && rho <= interval.high() ? 1 : 0;
            }
            assertThat(held / 2000.0).isCloseTo(0.95, within(0.02));
        }
    }
}
