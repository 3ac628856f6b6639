package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
    private static final Offset<Double> EXACT = within(1e-15);

    /** R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"), Wikipedia's "Holm–Bonferroni method". */
    @Test
    void agreesWithWikipedia() {
        assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, EXACT);
    }

    @Test
    void staysBelowOneAndSkipsWhatIsNoTest() {
        assertThat(Holm.adjust(0.8, Double.NaN, 0.9)).containsExactly(1.0, Double.NaN, 1.0);
        assertThat(Holm.adjust()).isEmpty();
    }
}
