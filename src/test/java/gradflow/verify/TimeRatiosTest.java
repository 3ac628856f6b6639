package gradflow.verify;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.StoredTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRatiosTest {

    private static StoredTable runs(String... millis) {
        return new StoredTable(
                List.of("run_id", "wall_millis", "iterations_per_second"),
                List.of(List.of("a", millis[0], "1.0"), List.of("b", millis[1], "1.0")));
    }

    @Test
    void timesOfRunsArePairedAndHaveAnInterval() {
        assertThat(new TimeRatios(runs("10.0", "20.0"), runs("20.0", "40.0")).lines())
                .containsExactly(
                        "  wall_millis: times 2.000 (95 % interval 2.000 to 2.000, 2 rows)");
        assertThat(new TimeRatios(runs("10.0", "20.0"), runs("10.0", "80.0")).lines().get(0))
                .startsWith("  wall_millis: times 2.000 (95 % interval 0.000 to ");
        assertThat(new TimeRatios(runs("10.0", "20.0"), runs("0.0", "")).lines())
                .containsExactly("  wall_millis: no row is in both");
    }

    @Test
    void ofAWorkloadEachRowHasItsQuartiles() {
        List<String> columns =
                List.of(
                        "cell",
                        "milliseconds_per_iteration_median",
                        "milliseconds_per_iteration_p25",
                        "milliseconds_per_iteration_p75");
        StoredTable one = new StoredTable(columns, List.of(List.of("GRU", "2.0", "1.0", "4.0")));
        StoredTable two = new StoredTable(columns, List.of(List.of("GRU", "4.0", "2.0", "8.0")));
        assertThat(new TimeRatios(one, two).lines())
                .last()
                .isEqualTo("    GRU: times 2.000 (quartiles 0.500 to 8.000)");
    }
}
