package gradflow.experiment.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradflow.experiment.Conclusion;
import gradflow.experiment.Outcome;
import gradflow.experiment.OutcomeJson;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written, never how long anything took. */
class ThroughputExperimentTest {
    private final ThroughputExperiment experiment = new ThroughputExperiment();

    private static ThroughputSettings settings(
            Cell cell, Implementation implementation, int time, int hidden, int tbptt) {
        return new ThroughputSettings(
                cell, implementation, 2, time, 3, hidden, LossAt.EVERY_STEP, 2, tbptt, 1, 3);
    }

    private static ExperimentSpec spec(ThroughputSettings... settings) {
        List<RunSpec> runs = new ArrayList<>();
        for (ThroughputSettings each : settings) {
            String id = each.cell().label() + "_" + each.implementation().label();
            Map<String, String> factors = Map.of("cell", each.cell().label());
            runs.add(new RunSpec(id, id, factors, Map.of(), 1, each));
        }
        return new ExperimentSpec(
                "throughput",
                "throughput",
                "?",
                List.of("cell"),
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of(),
                runs,
                JsonNodeFactory.instance.objectNode());
    }

    @Test
    void timesOursAndStock() {
        ExperimentSpec spec =
                spec(
                        settings(Cell.GRU, Implementation.GRADFLOW, 6, 4, 3),
                        settings(Cell.LSTM, Implementation.DEEPLEARNING4J, 6, 4, 0));
        experiment.prepare(spec);
        List<Outcome> results = spec.runs().stream().map(experiment::run).toList();
        Conclusion conclusion = experiment.conclude(spec, results);
        List<Outcome> read =
                results.stream().map(OutcomeJson::write).map(OutcomeJson::read).toList();
        assertThat(new ThroughputExperiment().conclude(spec, read)).isEqualTo(conclusion);
        Table timings = table(conclusion, "timings.csv");
        assertThat(timings.columns())
                .startsWith("cell", "implementation")
                .contains("milliseconds_per_iteration_median", "capture_overhead");
        assertThat(timings.rows()).hasSize(2);
        assertThat(timings.rows().get(0)).startsWith("GRU", "gradflow", 2, 6, 3, 4);
        int median = timings.columns().indexOf("milliseconds_per_iteration_median");
        assertThat((double) timings.rows().get(0).get(median)).isPositive();
        int overhead = timings.columns().indexOf("capture_overhead");
        assertThat((double) timings.rows().get(1).get(overhead)).isNaN();
        // GRU: 3·4·(3 + 4) weights and 2·12 biases; softmax: 2·(4 + 1).
        Table runs = table(conclusion, "runs.csv");
        int parameters = runs.columns().indexOf("parameters");
        assertThat(runs.rows().get(0).get(parameters)).isEqualTo(84L + 24L + 10L);
    }

    @Test
    void runsAreMadeOneAtATime() {
        assertThat(experiment.workers(8)).isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFitIntoMemoryAndSaysHowManyBytesItNeeds() {
        ExperimentSpec spec =
                spec(settings(Cell.GRU, Implementation.GRADFLOW, 100_000_000, 4096, 0));
        assertThatThrownBy(() -> experiment.prepare(spec))
                .isInstanceOf(UserMistake.class)
                .hasMessageMatching("GRU_gradflow needs at least \\d{14,} bytes .* has \\d+ .*");
    }

    private static Table table(Conclusion conclusion, String fileName) {
        return conclusion.tables().stream()
                .filter(table -> table.fileName().equals(fileName))
                .findFirst()
                .orElseThrow();
    }
}
