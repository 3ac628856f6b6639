package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Status;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ID = "LSTM_chrono_temporal-order_sequenceLength100_seed3";

    @Test
    void aNarrowTerminalKeepsTheBarAndShortensTheId() {
        Map<Status, Integer> outcomes = new EnumMap<>(Status.class);
        outcomes.put(Status.SOLVED, 5);
        outcomes.put(Status.FAILED, 2);
        ProgressLine line = new ProgressLine(7, 28, Duration.ofSeconds(70), outcomes, ID);
        assertThat(line.text(200))
                .isEqualTo(
                        "[=====               ] 7/28 5 solved, 2 failed passed 0:01:10 left 0:03:30 "
                                + ID);
        assertThat(line.text(90))
                .hasSize(90)
                .isEqualTo(
                        "[=====               ] 7/28 5 solved, 2 failed passed 0:01:10 left 0:03:30 LSTM_ch…0_seed3");
        assertThat(line.text(80))
                .isEqualTo(
                        "[=====               ] 7/28 5 solved, 2 failed passed 0:01:10 left 0:03:30");
        assertThat(line.text(10)).isEqualTo("[=====               ]");
        assertThat(new ProgressLine(0, 28, Duration.ZERO, Map.of(), "").text(80))
                .startsWith("[                    ] 0/28 passed 0:00:00");
    }
}
