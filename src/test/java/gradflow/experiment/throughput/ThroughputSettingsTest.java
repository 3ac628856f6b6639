package gradflow.experiment.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import org.junit.jupiter.api.Test;

class ThroughputSettingsTest {
    private static ThroughputSettings settings(
            Cell cell, Implementation implementation, int time, LossAt loss, int tbptt) {
        return new ThroughputSettings(
                cell, implementation, 32, time, 32, 128, loss, 10, tbptt, 0, 1);
    }

    /** 6·B·T·G·H·(I+H) is 0.393 GFLOP for one gate; the output layer adds 6·B·T·C·H. */
    @Test
    void countsTheOperationsOfTheProducts() {
        assertThat(ThroughputSettings.DEFAULTS.gigaflop())
                .isCloseTo(0.393216 + 0.024576, within(1e-12));
        assertThat(
                        settings(Cell.LSTM, Implementation.GRADFLOW, 100, LossAt.LAST_STEP, 0)
                                .gigaflop())
                .isCloseTo(4 * 0.393216 + 0.00024576, within(1e-12));
    }

    @Test
    void aSegmentIsNoLongerThanTheSequence() {
        assertThat(settings(Cell.GRU, Implementation.GRADFLOW, 100, LossAt.EVERY_STEP, 0).segment())
                .isEqualTo(100);
        assertThat(
                        settings(Cell.GRU, Implementation.GRADFLOW, 100, LossAt.EVERY_STEP, 30)
                                .segment())
                .isEqualTo(30);
        assertThat(
                        settings(Cell.GRU, Implementation.GRADFLOW, 100, LossAt.EVERY_STEP, 300)
                                .segment())
                .isEqualTo(100);
    }

    @Test
    void refusesWhatCannotBeTimed() {
        assertThatThrownBy(
                        () ->
                                settings(
                                        Cell.GRU,
                                        Implementation.DEEPLEARNING4J,
                                        100,
                                        LossAt.EVERY_STEP,
                                        0))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("GRU")
                .hasMessageContaining("deeplearning4j has none");
        assertThatThrownBy(
                        () ->
                                settings(
                                        Cell.LSTM,
                                        Implementation.GRADFLOW,
                                        100,
                                        LossAt.LAST_STEP,
                                        50))
                .hasMessageContaining("tbptt 50 needs loss every-step");
        assertThatThrownBy(
                        () -> settings(Cell.LSTM, Implementation.GRADFLOW, 0, LossAt.LAST_STEP, 0))
                .hasMessageContaining("time must be at least 1, not 0");
    }
}
