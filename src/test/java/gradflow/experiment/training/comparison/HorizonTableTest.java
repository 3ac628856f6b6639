package gradflow.experiment.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.experiment.RunResult;
import gradflow.experiment.training.Outcomes;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HorizonTableTest {
    private static final int NEVER = 0;

    private static ExperimentSpec spec(String grid) {
        return Specs.of(
                Specs.HEAD
                        + "fixed: {task: adding, sequences: 3200, batchSize: 32}\ngrid:\n"
                        + grid,
                false,
                Overrides.parse("seeds=[1,2,3,4]"));
    }

    /** Of every run its horizon and the iterations to solve, of 100. */
    private static List<RunResult> results(ExperimentSpec spec, int[]... numbers) {
        List<RunResult> results = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            RunSpec run = spec.runs().get(i);
            int solved = numbers[i][1];
            results.add(
                    Outcomes.of(
                            run,
                            solved == NEVER ? OptionalInt.empty() : OptionalInt.of(solved),
                            1,
                            1,
                            numbers[i][0]));
        }
        return results;
    }

    private static Table table(List<RunResult> results) {
        return HorizonTable.of(ConditionResults.group(results));
    }

    private static final int[][] EIGHT = {
        {10, 10}, {8, 20}, {6, 30}, {4, NEVER}, {1, 10}, {2, 20}, {3, 40}, {4, 30}
    };

    /** LSTM: the longer, the sooner. GRU: the ranks of what is left are 4, 3, 1, 2: 1 − 6·18/60. */
    @Test
    void spearmansRhoOfHorizonAndBudgetLeftWithinEachCell() {
        ExperimentSpec spec = spec("  - cell: [LSTM, GRU]\n  - sequenceLength: [11]\n");
        Table table = table(results(spec, EIGHT));
        assertThat(table.fileName()).isEqualTo("horizon.csv");
        assertThat(table.columns())
                .containsExactly(
                        "task",
                        "sequence_length",
                        "classes",
                        "cell",
                        "runs",
                        "solved",
                        "spearman_rho",
                        "spearman_rho_low",
                        "spearman_rho_high",
                        "at_ceiling");
        List<List<Object>> rows = table.rows();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).subList(0, 6)).containsExactly("all", null, null, "LSTM", 4, 3);
        assertThat(rows.get(1).subList(0, 6)).containsExactly("all", null, null, "GRU", 4, 4);
        assertThat(rows.get(2).subList(0, 6)).containsExactly("adding", 11, 0, "LSTM", 4, 3);
        assertThat(rows.get(3).subList(0, 6)).containsExactly("adding", 11, 0, "GRU", 4, 4);
        assertThat((double) rows.get(0).get(6)).isEqualTo(1);
        assertThat((double) rows.get(1).get(6)).isCloseTo(-0.8, within(1e-15));
        assertThat((double) rows.get(3).get(6)).isCloseTo(-0.8, within(1e-15));
        assertThat(rows).extracting(row -> row.get(9)).containsExactly(1, 0, 1, 0);
    }

    /** Of two sizes of one cell, with ties: 2.25/√(41.5·40.5). */
    @Test
    void tiesAndTheirInterval() {
        ExperimentSpec spec =
                spec("  - cell: [LSTM]\n  - hiddenSize: [3, 4]\n  - sequenceLength: [11]\n");
        List<Object> row = table(results(spec, EIGHT)).rows().get(0);
        assertThat(row.subList(0, 6)).containsExactly("all", null, null, "LSTM", 8, 7);
        double both = 2.25 / Math.sqrt(41.5 * 40.5);
        // Exact ranks; only the last division rounds.
        assertThat((double) row.get(6)).isCloseTo(both, within(1e-15));
        // Bonett and Wright's interval, of eight pairs.
        double half = 1.959963984540054 * Math.sqrt((1 + both * both / 2) / 5);
        double centre = Math.log((1 + both) / (1 - both)) / 2;
        assertThat((double) row.get(7)).isCloseTo(Math.tanh(centre - half), within(1e-12));
        assertThat((double) row.get(8)).isCloseTo(Math.tanh(centre + half), within(1e-12));
    }

    /** 5 of 5 steps is further than 6 of 10: the horizon is a share of T − 1. */
    @Test
    void horizonsOfDifferentLengthsAreShares() {
        ExperimentSpec spec = spec("  - cell: [LSTM]\n  - sequenceLength: [6, 11]\n");
        List<List<Object>> rows =
                table(
                                results(
                                        spec,
                                        new int[] {5, 10},
                                        new int[] {4, 20},
                                        new int[] {1, 80},
                                        new int[] {0, 90},
                                        new int[] {7, 30},
                                        new int[] {6, 40},
                                        new int[] {5, 50},
                                        new int[] {4, 60}))
                        .rows();
        assertThat((double) rows.get(0).get(6)).isEqualTo(1);
        assertThat(rows.subList(1, 3))
                .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(4))
                .containsExactly("adding 6 4", "adding 11 4");
    }

    @Test
    void aRunWithoutAHorizonIsNotCountedAndThreeRunsAreTooFew() {
        ExperimentSpec spec = spec("  - cell: [LSTM, GRU]\n  - sequenceLength: [11]\n");
        List<RunResult> results =
                results(
                        spec,
                        new int[] {10, 10},
                        new int[] {8, 20},
                        new int[] {6, 30},
                        new int[] {4, 40},
                        new int[] {4, 10},
                        new int[] {3, 20},
                        new int[] {2, 30});
        results.add(Outcomes.failed(spec.runs().get(7)));
        // A gradient of zero at lag 0 has no horizon either.
        results.set(0, Outcomes.of(spec.runs().get(0), OptionalInt.of(10), 1, 1, -1));
        List<List<Object>> rows = table(results).rows();
        assertThat(rows.get(0).subList(4, 9))
                .containsExactly(3, 3, Double.NaN, Double.NaN, Double.NaN);
        assertThat(rows.get(1).subList(4, 9))
                .containsExactly(3, 3, Double.NaN, Double.NaN, Double.NaN);
    }
}
