package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.Arithmetic;
import gradflow.model.Cell;
import gradflow.model.CellForm;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.LossAt;
import gradflow.model.RecurrentStack;
import gradflow.network.Networks;
import gradflow.network.RandomSequences;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms, to 1e-10 of the value. */
class CarryPathTest {
    private static final int STEPS = 100;

    private static RecurrentStack stack(Cell cell, Initialization init, double gain, Object bias) {
        HiddenActivation activation =
                cell == Cell.SIMPLE_RNN ? HiddenActivation.IDENTITY : HiddenActivation.TANH;
        return new RecurrentStack(cell, activation, init, gain, new GateBias(bias), 2, 5, 1, STEPS);
    }

    private static GradientProfile profile(MultiLayerNetwork network) {
        return new GradientProfile(
                network, RandomSequences.batch(2, 2, 3, STEPS, LossAt.LAST_STEP, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.1})
    void aLinearOrthogonalRecurrenceScalesTheGradientByItsGain(double gain) {
        MultiLayerNetwork network =
                Networks.untrained(
                        stack(Cell.SIMPLE_RNN, Initialization.ORTHOGONAL, gain, "default"), 3, 7);
        GradientProfile profile = profile(network);
        List<GradientRow> rows = profile.take("run", 0, network.params().dup());
        double last = rows.get(STEPS - 1).gradHiddenL2();
        for (GradientRow row : rows) {
            assertThat(row.gradHiddenL2() / (last * Math.pow(gain, row.lag())))
                    .isCloseTo(1, within(1e-10));
        }
        assertThat(profile.paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1, 5})
    void anLstmWithoutWeightsKeepsItsCellGradientBySigmaOfTheForgetBias(double bias) {
        MultiLayerNetwork network =
                Networks.untrained(stack(Cell.LSTM, Initialization.XAVIER, 1, bias), 3, 7);
        network.getLayer(0).getParam("W").assign(0);
        network.getLayer(0).getParam("RW").assign(0);
        GradientProfile profile = profile(network);
        profile.take("run", 0, network.params().dup());
        double kept = 1 / (1 + Math.exp(-bias));
        double last = profile.paths().get(STEPS - 1).carryL2();
        assertThat(last).isPositive();
        assertThat(profile.paths()).hasSize(STEPS);
        for (PathRow row : profile.paths()) {
            double product = Math.pow(kept, row.lag());
            assertThat(row.keepProduct() / product).isCloseTo(1, within(1e-10));
            assertThat(row.carryL2() / (last * product)).isCloseTo(1, within(1e-10));
            assertThat(row.totalL2() / row.carryL2()).isCloseTo(1, within(1e-10));
            assertThat(row.otherL2() / row.totalL2()).isLessThan(1e-10);
        }
    }

    @Test
    void ofAGruOneStepBackIsTheUpdateGateAndTheRest() {
        MultiLayerNetwork network =
                Networks.untrained(stack(Cell.GRU, Initialization.XAVIER, 1, 3), 3, 7);
        GradientProfile profile = profile(network);
        profile.take("run", 0, network.params().dup());
        PathRow last = profile.paths().get(STEPS - 1);
        PathRow before = profile.paths().get(STEPS - 2);
        assertThat(last.otherL2()).isZero();
        assertThat(last.carryL2()).isEqualTo(last.totalL2());
        assertThat(before.keepProduct()).isBetween(0.85, 0.99);
        assertThat(before.otherL2()).isPositive();
    }

    /**
     * With gains of 0 nothing but the bias is left of a gate, so the LSTM keeps σ(1) and the GRU
     * σ(3) whatever its weights are.
     */
    @ParameterizedTest
    @CsvSource({"LSTM, 1", "GRU, 3"})
    void normalisedGatesAreThoseOfTheKernel(Cell cell, double bias) {
        RecurrentStack stack =
                new RecurrentStack(
                        cell,
                        HiddenActivation.TANH,
                        Initialization.XAVIER,
                        1,
                        new GateBias(bias),
                        CellForm.PLAIN.normalized(),
                        2,
                        5,
                        1,
                        STEPS,
                        Arithmetic.PORTABLE);
        MultiLayerNetwork network = Networks.untrained(stack, 3, 7);
        network.getLayer(0).getParam("g").assign(0);
        GradientProfile profile = profile(network);
        profile.take("run", 0, network.params().dup());
        double kept = 1 / (1 + Math.exp(-bias));
        for (PathRow row : profile.paths()) {
            assertThat(row.keepProduct() / Math.pow(kept, row.lag())).isCloseTo(1, within(1e-10));
        }
    }

    /** It keeps by 1 − z, and there is no other path: the candidate does not see the state. */
    @Test
    void ofAMinGruTheKeptStateIsTheOnlyPath() {
        MultiLayerNetwork network =
                Networks.untrained(stack(Cell.MINGRU, Initialization.XAVIER, 1, 2), 3, 7);
        GradientProfile profile = profile(network);
        profile.take("run", 0, network.params().dup());
        assertThat(profile.paths()).hasSize(STEPS);
        for (PathRow row : profile.paths()) {
            assertThat(row.carryL2() / row.totalL2()).isCloseTo(1, within(1e-10));
            assertThat(row.otherL2() / row.totalL2()).isLessThan(1e-10);
        }
        assertThat(profile.paths().get(STEPS - 2).keepProduct()).isBetween(0.6, 0.99);
    }
}
