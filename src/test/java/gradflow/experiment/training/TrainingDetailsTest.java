package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Outcome;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingDetailsTest {

    /** Segments of two steps make three times as many iterations as whole sequences. */
    @Test
    void theEndOfEachRunIsCalledTheSame() {
        ExperimentSpec spec =
                Specs.of(
                        """
                        fixed: {task: recall, sequenceLength: 6, hiddenSize: 3, batchSize: 2,
                                sequences: 4, evaluations: 1, profileIterations: [0, 1]}
                        grid: [{cell: [GRU]}, {tbpttLength: [6, 2]}]
                        """);
        TrainingExperiment experiment = new TrainingExperiment(Path.of("data"));
        experiment.prepare(spec);
        List<Outcome> outcomes = spec.runs().stream().map(experiment::run).toList();
        List<Table> tables = experiment.conclude(spec, outcomes).tables();
        for (String file : List.of("gradients.csv", "reach.csv")) {
            Table table = tables.stream().filter(t -> t.fileName().equals(file)).findFirst().get();
            assertThat(moments(table, "GRU_tbpttLength6_seed1"))
                    .containsExactly(
                            "0 before GRU recall", "1 during GRU recall", "2 after GRU recall");
            assertThat(moments(table, "GRU_tbpttLength2_seed1"))
                    .containsExactly(
                            "0 before GRU recall", "1 during GRU recall", "6 after GRU recall");
        }
    }

    private static Set<String> moments(Table table, String runId) {
        List<String> columns = table.columns();
        Set<String> moments = new LinkedHashSet<>();
        for (List<Object> row : table.rows()) {
            if (row.get(columns.indexOf("run_id")).equals(runId)) {
                moments.add(
                        "%s %s %s %s"
                                .formatted(
                                        row.get(columns.indexOf("iteration")),
                                        row.get(columns.indexOf("moment")),
                                        row.get(columns.indexOf("cell")),
                                        row.get(columns.indexOf("task"))));
            }
        }
        return moments;
    }
}
