package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A cell or two, two seeds of each of two learning rates: 0.1 comes first. */
class TuningTest {
    private static final String BODY =
            """
            fixed: {sequences: 3200, batchSize: 32, stopWhenSolved: %s}
            grid: [{cell: [%s]}]
            nuisance: {learningRate: [0.1, 0.01]}
            """;

    private static ExperimentSpec spec(boolean stops, String cells) {
        return Specs.of(BODY.formatted(stops, cells));
    }

    /** The results of 0.1 with seed 1 and 2, then those of 0.01. */
    @SafeVarargs
    private static String chosen(boolean stops, Function<RunSpec, RunResult>... results) {
        ExperimentSpec spec = spec(stops, "LSTM");
        List<RunSpec> runs = spec.runs();
        List<RunResult> all = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            all.add(results[i].apply(runs.get(i)));
        }
        List<RunResult> chosen = Tuning.chosen(spec, all);
        // Every seed of one value and no run of another.
        assertThat(chosen).extracting(result -> result.run().seed()).containsExactly(1L, 2L);
        return chosen.stream()
                .map(result -> result.run().nuisances().get("learningRate"))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Function<RunSpec, RunResult> solved(int iterations) {
        return run -> Outcomes.solved(run, iterations);
    }

    private static Function<RunSpec, RunResult> unsolved(double validation, double test) {
        return run -> Outcomes.unsolved(run, validation, test);
    }

    /** The other value has the smaller loss on the test data, by far. */
    @Test
    void theTestDataAreNotLookedAt() {
        assertThat(
                        chosen(
                                false,
                                unsolved(0.5, 0.001),
                                unsolved(0.5, 0.001),
                                unsolved(0.4, 9),
                                unsolved(0.4, 9)))
                .isEqualTo("0.01");
        assertThat(
                        chosen(
                                false,
                                unsolved(0.4, 9),
                                unsolved(0.4, 9),
                                unsolved(0.5, 0.001),
                                unsolved(0.5, 0.001)))
                .isEqualTo("0.1");
    }

    @Test
    void moreSolvedSeedsComeBeforeASmallerLoss() {
        assertThat(chosen(false, unsolved(0.0, 0), unsolved(0.0, 0), solved(100), unsolved(9, 9)))
                .isEqualTo("0.01");
        assertThat(chosen(true, solved(1), unsolved(0, 0), solved(100), solved(100)))
                .isEqualTo("0.01");
    }

    /** Losses after different numbers of iterations say nothing, and without stopping time says. */
    @Test
    void ofEquallySolvedTheFasterOneIsChosenIfRunsStop() {
        assertThat(chosen(true, solved(50), solved(40), solved(20), solved(60))).isEqualTo("0.01");
        assertThat(chosen(true, solved(20), solved(60), solved(50), solved(40))).isEqualTo("0.1");
        // All validation losses are equal here, so that the first one is chosen.
        assertThat(chosen(false, solved(50), solved(40), solved(20), solved(60))).isEqualTo("0.1");
    }

    @Test
    void ofEqualsTheFirstIsChosen() {
        assertThat(chosen(true, unsolved(1, 5), unsolved(2, 5), unsolved(1, 1), unsolved(2, 1)))
                .isEqualTo("0.1");
        assertThat(chosen(true, solved(50), solved(30), solved(30), solved(50))).isEqualTo("0.1");
        assertThat(
                        chosen(
                                false,
                                Outcomes::failed,
                                Outcomes::failed,
                                Outcomes::diverged,
                                Outcomes::diverged))
                .isEqualTo("0.1");
    }

    @Test
    void aRunThatDivergedOrFailedCountsAsInfinitelyBad() {
        assertThat(
                        chosen(
                                false,
                                unsolved(0.1, 1),
                                Outcomes::diverged,
                                unsolved(99, 1),
                                unsolved(99, 1)))
                .isEqualTo("0.01");
        assertThat(
                        chosen(
                                false,
                                Outcomes::failed,
                                unsolved(0.1, 1),
                                unsolved(99, 1),
                                unsolved(99, 1)))
                .isEqualTo("0.01");
    }

    /** Each condition has its own value, out of the same ones. */
    @Test
    void everyConditionHasTheSameCandidatesAndItsOwnChoice() {
        ExperimentSpec spec = spec(false, "LSTM, GRU");
        Map<String, List<String>> candidates =
                spec.runs().stream()
                        .collect(
                                Collectors.groupingBy(
                                        RunSpec::condition,
                                        Collectors.mapping(
                                                run -> run.nuisances() + " " + run.seed(),
                                                Collectors.toList())));
        assertThat(candidates.get("LSTM"))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .isEqualTo(candidates.get("GRU"));
        List<RunResult> all =
                spec.runs().stream()
                        .map(
                                run -> {
                                    boolean first =
                                            run.nuisances().get("learningRate").equals("0.1");
                                    boolean lstm = run.condition().equals("LSTM");
                                    return Outcomes.unsolved(run, first == lstm ? 1 : 2, 0);
                                })
                        .toList();
        assertThat(Tuning.chosen(spec, all))
                .extracting(result -> result.run().runId())
                .containsExactly(
                        "LSTM_learningRate0.1_seed1",
                        "LSTM_learningRate0.1_seed2",
                        "GRU_learningRate0.01_seed1",
                        "GRU_learningRate0.01_seed2");
    }

    @Test
    void withoutANuisanceAllResultsStay() {
        ExperimentSpec spec = Specs.of("grid: [{cell: [LSTM, GRU]}]");
        List<RunResult> all = spec.runs().stream().map(Outcomes::failed).toList();
        assertThat(Tuning.chosen(spec, all)).isEqualTo(all);
    }
}
