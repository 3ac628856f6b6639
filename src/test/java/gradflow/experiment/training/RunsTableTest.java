package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Outcome;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTableTest {

    /** Sizes that were asked for, and sizes that equal numbers of parameters led to. */
    @Test
    void aFactorThatIsAlsoMeasuredKeepsItsName() {
        ExperimentSpec spec =
                Specs.of(
                        """
                                fixed: {task: adding, sequenceLength: 8}
                                grid: [{hiddenSize: [16, 32]}]
                                """);
        List<Outcome> results =
                spec.runs().stream().map(run -> Outcomes.unsolved(run, 1, 1).outcome()).toList();
        for (Table table :
                new TrainingExperiment(Path.of("data")).conclude(spec, results).tables()) {
            assertThat(table.columns()).doesNotHaveDuplicates();
            if (List.of("runs.csv", "summary.csv").contains(table.fileName())) {
                int asked = table.columns().indexOf("hidden_size");
                int actual = table.columns().indexOf("actual_hidden_size");
                assertThat(table.rows()).extracting(row -> row.get(asked)).contains("16", "32");
                assertThat(table.rows())
                        .extracting(row -> row.get(actual).toString())
                        .containsOnly("3");
            }
        }
    }
}
