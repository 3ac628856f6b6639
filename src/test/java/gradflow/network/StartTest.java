package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.spec.Cell;
import gradflow.spec.GateBias;
import gradflow.spec.HiddenActivation;
import gradflow.spec.Initialization;
import gradflow.spec.RecurrentStack;
import gradflow.spec.UserMistake;
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
    @EnumSource(Cell.class)
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
        Assertions.assertThatThrownBy(() -> new GateBias("crono"))
                .hasMessage("gateBias must be a number, default or chrono, not crono");
    }
}
