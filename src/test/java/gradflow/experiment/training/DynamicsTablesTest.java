package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Outcome;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Small experiments as a whole, with and without a look at their dynamics. */
class DynamicsTablesTest {
    private static final String BODY =
            """
            question: is this a test?
            type: training
            fixed: {task: adding, sequenceLength: 12, hiddenSize: 3, batchSize: 4, sequences: 12,
              evaluations: 1, profileIterations: [0], profileExamples: 2, detailSeeds: 1%s}
            grid:
              - cell: [SimpleRnn, LSTM]
            nuisance:
              learningRate: [0.01, 0.02]
            tuning:
              seeds: [1]
              first: 2
            seeds: [5, 6]
            """;

    private static Map<String, Table> tables(String more) {
        ExperimentSpec spec = Specs.of(BODY.formatted(more), false, Overrides.NONE);
        TrainingExperiment experiment = new TrainingExperiment(Path.of("data"));
        experiment.prepare(spec);
        List<Outcome> outcomes = spec.runs().stream().map(experiment::run).toList();
        return experiment.conclude(spec, outcomes).tables().stream()
                .collect(Collectors.toMap(Table::fileName, table -> table));
    }

    private static List<Object> column(Table table, String name) {
        int place = table.columns().indexOf(name);
        return table.rows().stream().map(row -> row.get(place)).toList();
    }

    @Test
    void whereNobodyLooksNoFileAndNoColumnSaysSo() {
        Map<String, Table> tables = tables("");
        assertThat(tables.keySet())
                .doesNotContain("noise.csv", "spectra.csv", "sharpness.csv", "bias.csv");
        assertThat(tables.get("runs.csv").columns())
                .doesNotContainAnyElementsOf(TrainingNumbers.OF_DYNAMICS);
    }

    @Test
    void reportedRunsAreLookedAtAndThoseOfTuningAreNot() {
        Map<String, Table> tables = tables(", dynamicsSequences: 4");
        Table runs = tables.get("runs.csv");
        assertThat(runs.columns()).containsAll(TrainingNumbers.OF_DYNAMICS);
        List<Object> seeds = column(runs, "seed");
        List<Object> exponents = column(runs, "final_lyapunov_largest");
        // 2 cells, 2 rates, 1 seed to choose by and 2 that are reported.
        assertThat(seeds).hasSize(12);
        for (int row = 0; row < seeds.size(); row++) {
            boolean tuning = ((Number) seeds.get(row)).intValue() == 1;
            if (tuning) {
                assertThat(exponents.get(row)).isIn(null, Double.NaN, "");
            } else {
                assertThat(((Number) exponents.get(row)).doubleValue()).isBetween(-20.0, 5.0);
            }
        }
        // 8 reported runs, none of which the tuning left out here, at 2 moments; noise of the first
        // seed of each condition, at 12 lags.
        assertThat(tables.get("sharpness.csv").rows()).hasSize(16);
        assertThat(tables.get("noise.csv").rows()).hasSize(2 * 2 * 12);
        assertThat(column(tables.get("noise.csv"), "moment")).containsOnly("before", "after");
        // Ranks 1, 2 and 3 of the SimpleRnn; 1, 2, 4 and 6 of the LSTM's state.
        assertThat(tables.get("spectra.csv").rows()).hasSize(4 * 2 * (3 + 4));
        int lag = tables.get("noise.csv").columns().indexOf("lag");
        int ratio = tables.get("noise.csv").columns().indexOf("signal_to_noise");
        Object first =
                tables.get("noise.csv").rows().stream()
                        .filter(row -> ((Number) row.get(lag)).intValue() == 8)
                        .findFirst()
                        .orElseThrow()
                        .get(ratio);
        assertThat(column(runs, "snr8")).contains(first);
    }

    @Test
    void repeatedRunsGiveTheSameRowsAndLookingChangesNoOther() {
        Map<String, Table> once = tables(", dynamicsSequences: 4");
        Map<String, Table> again = tables(", dynamicsSequences: 4");
        for (String file : List.of("runs.csv", "noise.csv", "spectra.csv", "sharpness.csv")) {
            assertThat(again.get(file).rows()).isEqualTo(once.get(file).rows());
        }
        Map<String, Table> without = tables("");
        for (String file : List.of("curves.csv", "gradients.csv", "parameters.csv")) {
            assertThat(once.get(file).rows()).isEqualTo(without.get(file).rows());
        }
    }
}
