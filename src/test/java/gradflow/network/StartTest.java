package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.RecurrentStack;
import gradflow.stats.SpectralRadius;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.deeplearning4j.nn.api.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class StartTest {
    private static final int HIDDEN = 6;
    private static final int STEPS = 50;

    private static RecurrentStack stack(
            Cell cell, Initialization init, double gain, GateBias bias) {
        return new RecurrentStack(
                cell, HiddenActivation.TANH, init, gain, bias, 2, HIDDEN, 1, STEPS);
    }

    private static Layer layer(RecurrentStack stack) {
        return Networks.untrained(stack, 3, 1).getLayer(0);
    }

    @ParameterizedTest
    @EnumSource(value = Cell.class, mode = EnumSource.Mode.EXCLUDE, names = "MINGRU")
    void everyGateHasAnOrthogonalMatrixTimesTheGain(Cell cell) {
        Layer layer = layer(stack(cell, Initialization.ORTHOGONAL, 1.5, GateBias.DEFAULT));
        INDArray weights = layer.getParam("RW");
        for (int gate = 0; gate < cell.gates().size(); gate++) {
            INDArray block =
                    weights.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(gate * HIDDEN, (gate + 1) * HIDDEN));
            double[][] product = block.transpose().mmul(block).toDoubleMatrix();
            for (int i = 0; i < HIDDEN; i++) {
                for (int j = 0; j < HIDDEN; j++) {
                    assertThat(product[i][j]).isCloseTo(i == j ? 2.25 : 0, within(1e-12));
                }
            }
        }
    }

    private static RecurrentStack wide(Cell cell, Initialization init, int size, double gain) {
        return new RecurrentStack(
                cell, HiddenActivation.TANH, init, gain, GateBias.DEFAULT, 2, size, 1, STEPS);
    }

    /**
     * n entries' mean square over σ² has the deviation √(2/n), chi-squared's; a right one misses
     * five of them once in a million times, and the seed is fixed.
     */
    @ParameterizedTest
    @EnumSource(value = Cell.class, mode = EnumSource.Mode.EXCLUDE, names = "MINGRU")
    void normalWeightsHaveTheirDeviationTimesTheGain(Cell cell) {
        double[] weights =
                layer(wide(cell, Initialization.NORMAL, 40, 3))
                        .getParam("RW")
                        .dup()
                        .data()
                        .asDouble();
        int n = 40 * 40 * cell.gates().size();
        assertThat(weights).hasSize(n);
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight / 0.03;
            squares += weight * weight / (0.03 * 0.03);
        }
        assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Initialization.class,
            names = {"NORMAL", "SPARSE", "ORTHOGONAL"})
    void theSeedDecides(Initialization init) {
        RecurrentStack stack = wide(Cell.GRU, init, 20, 1);
        INDArray one = Networks.untrained(stack, 3, 1).getLayer(0).getParam("RW");
        INDArray again = Networks.untrained(stack, 3, 1).getLayer(0).getParam("RW");
        INDArray other = Networks.untrained(stack, 3, 2).getLayer(0).getParam("RW");
        assertThat(one.toDoubleMatrix()).isDeepEqualTo(again.toDoubleMatrix());
        assertThat(one.toDoubleMatrix()[0]).isNotEqualTo(other.toDoubleMatrix()[0]);
        // Each gate draws its own.
        INDArray first = one.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 20));
        INDArray second = one.get(NDArrayIndex.all(), NDArrayIndex.interval(20, 40));
        assertThat(first.toDoubleMatrix()[0]).isNotEqualTo(second.toDoubleMatrix()[0]);
    }

    @ParameterizedTest
    @EnumSource(value = Cell.class, mode = EnumSource.Mode.EXCLUDE, names = "MINGRU")
    void sparseWeightsAreFifteenAUnitAndHaveTheirSpectralRadius(Cell cell) {
        for (int size : new int[] {6, 30}) {
            INDArray weights = layer(wide(cell, Initialization.SPARSE, size, 1.5)).getParam("RW");
            for (int gate = 0; gate < cell.gates().size(); gate++) {
                double[][] block =
                        weights.get(
                                        NDArrayIndex.all(),
                                        NDArrayIndex.interval(gate * size, (gate + 1) * size))
                                .toDoubleMatrix();
                for (int unit = 0; unit < size; unit++) {
                    int column = unit;
                    assertThat(Arrays.stream(block).filter(row -> row[column] != 0).count())
                            .isEqualTo(Math.min(15, size));
                }
                // The eigenvalues of a matrix that is scaled again: rounding only.
                assertThat(SpectralRadius.of(block)).isCloseTo(1.5 * 0.95, within(1e-9));
            }
        }
    }

    @Test
    void theIdentityIsTimesTheGain() {
        INDArray weights =
                layer(stack(Cell.SIMPLE_RNN, Initialization.IDENTITY, 0.5, GateBias.DEFAULT))
                        .getParam("RW");
        for (int i = 0; i < HIDDEN; i++) {
            for (int j = 0; j < HIDDEN; j++) {
                assertThat(weights.getDouble(i, j)).isEqualTo(i == j ? 0.5 : 0);
            }
        }
    }

    @Test
    void theGateThatKeepsTheStateStartsFromItsBias() {
        INDArray lstm =
                layer(stack(Cell.LSTM, Initialization.XAVIER, 1, new GateBias(5))).getParam("b");
        INDArray gru =
                layer(stack(Cell.GRU, Initialization.XAVIER, 1, new GateBias(-1))).getParam("b");
        for (int i = 0; i < lstm.length(); i++) {
            assertThat(lstm.getDouble(i)).isEqualTo(i / HIDDEN == 1 ? 5 : 0);
        }
        for (int i = 0; i < gru.length(); i++) {
            assertThat(gru.getDouble(i)).isEqualTo(i / HIDDEN == 1 ? -1 : 0);
        }
    }

    /** It keeps by 1 − z = σ(−b_z). */
    @Test
    void theMinGrusUpdateGateStartsFromTheNegative() {
        INDArray bias =
                layer(stack(Cell.MINGRU, Initialization.XAVIER, 1, new GateBias(3))).getParam("b");
        INDArray chrono =
                layer(stack(Cell.MINGRU, Initialization.XAVIER, 1, GateBias.CHRONO)).getParam("b");
        for (int i = 0; i < bias.length(); i++) {
            assertThat(bias.getDouble(i)).isEqualTo(i / HIDDEN == 0 ? -3 : 0);
        }
        for (int unit = 0; unit < HIDDEN; unit++) {
            assertThat(chrono.getDouble(unit)).isBetween(-Math.log(STEPS - 1), 0.0);
        }
    }

    @Test
    void chronoSpreadsForgetAndInputGatesOverTheTimeScales() {
        INDArray bias =
                layer(stack(Cell.LSTM, Initialization.XAVIER, 1, GateBias.CHRONO)).getParam("b");
        double before = Double.NaN;
        for (int unit = 0; unit < HIDDEN; unit++) {
            double forget = bias.getDouble(HIDDEN + unit);
            assertThat(forget).isBetween(0.0, Math.log(STEPS - 1)).isNotEqualTo(before);
            assertThat(bias.getDouble(3 * HIDDEN + unit)).isEqualTo(-forget);
            before = forget;
        }
    }

    @Test
    void refusesWhatCannotBeStartedFrom() {
        Assertions.assertThatThrownBy(
                        () -> stack(Cell.GRU, Initialization.XAVIER, 0, GateBias.DEFAULT))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("recurrentGain (a factor of singular values) must be");
        Assertions.assertThatThrownBy(
                        () -> stack(Cell.LSTM, Initialization.IDENTITY, 1, GateBias.DEFAULT))
                .hasMessageContaining("initialization identity needs cell SimpleRnn");
        Assertions.assertThatThrownBy(
                        () -> stack(Cell.SIMPLE_RNN, Initialization.XAVIER, 1, new GateBias(2)))
                .hasMessageContaining("gateBias must be default for SimpleRnn");
        Assertions.assertThatThrownBy(
                        () -> stack(Cell.MINGRU, Initialization.ORTHOGONAL, 1, GateBias.DEFAULT))
                .hasMessageContaining("initialization must be xavier")
                .hasMessageContaining("no recurrent weights");
        Assertions.assertThatThrownBy(() -> new GateBias("crono"))
                .hasMessage("gateBias must be a number, default or chrono, not crono");
    }
}
