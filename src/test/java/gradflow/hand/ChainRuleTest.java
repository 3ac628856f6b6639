package gradflow.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.OutputLoss;
import org.junit.jupiter.api.Test;

class ChainRuleTest {
    private static final double W = 0.5;

    /** One linear unit with w_x = 1 and w = 1/2: o = 1, 1.5, 1.75, 1.875 for inputs of 1. */
    private static Example linear(OutputLoss loss) {
        return new Example(
                new HandCell(Cell.SIMPLE_RNN, HiddenActivation.IDENTITY, 1, 1),
                loss,
                new double[][] {{1}, {1}, {1}, {1}},
                new double[] {1, 0},
                new double[] {1, W, 0},
                new double[][] {{1, -1}},
                new double[] {0, 0});
    }

    @Test
    void aLinearUnitsGradientFallsAsPowersOfW() {
        ChainRule chain = ChainRule.of(linear(OutputLoss.CROSS_ENTROPY));
        assertThat(chain.states()).isDeepEqualTo(new double[][] {{1}, {1.5}, {1.75}, {1.875}});
        double last = chain.lossByState()[3][0];
        for (int t = 0; t < 4; t++) {
            assertThat(chain.lossByState()[t][0])
                    .isCloseTo(last * Math.pow(W, 3 - t), within(1e-15));
        }
        // Σ w^(4−t)·o_{t−1}: 0·1/8 + 1·1/4 + 1.5·1/2 + 1.75.
        assertThat(chain.gradient()[1]).isCloseTo(last * 2.75, within(1e-14));
        assertThat(chain.shares()[0][1]).isZero();
    }

    /** softmax(a, −a) is σ(2a) = p; ∂L/∂a_1 is p − 1, 2·(p−1)·p·(1−p)·2 and −2·p·(1−p). */
    @Test
    void eachLossGoesThroughSoftmaxByItsFormula() {
        double p = 1 / (1 + Math.exp(-2 * 1.875));
        assertThat(ChainRule.of(linear(OutputLoss.CROSS_ENTROPY)).lossByLogits()[0])
                .isCloseTo(p - 1, within(1e-14));
        assertThat(ChainRule.of(linear(OutputLoss.SQUARED_ERROR)).lossByLogits()[0])
                .isCloseTo(4 * (p - 1) * p * (1 - p), within(1e-14));
        assertThat(ChainRule.of(linear(OutputLoss.L1)).lossByLogits()[0])
                .isCloseTo(-2 * p * (1 - p), within(1e-14));
        assertThat(ChainRule.of(linear(OutputLoss.L1)).loss())
                .isCloseTo(2 * (1 - p), within(1e-14));
    }
}
