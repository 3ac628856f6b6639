package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NuisanceTest {
    private static final String TWO =
            Specs.HEAD
                    + """
            grid:
              - cell: [LSTM, GRU]
            nuisance: {learningRate: [0.1, 0.01], hiddenSize: [3, 4]}
            quick: {learningRate: [0.5], hiddenSize: [2], seeds: [7]}
            """;

    private static ExperimentSpec read(boolean quick, String overrides) {
        return Specs.of(
                TWO, quick, overrides.isEmpty() ? Overrides.NONE : Overrides.parse(overrides));
    }

    private static List<String> runIds(ExperimentSpec spec) {
        return spec.runs().stream().map(RunSpec::runId).toList();
    }

    private static void refused(String body, String message) {
        assertThatThrownBy(() -> Specs.of(body))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void theRunHasItInItsNameAndTheConditionNot() {
        ExperimentSpec spec = read(false, "seeds=[1]");
        assertThat(runIds(spec))
                .containsExactly(
                        "LSTM_learningRate0.1_hiddenSize3_seed1",
                        "LSTM_learningRate0.01_hiddenSize4_seed1",
                        "GRU_learningRate0.1_hiddenSize3_seed1",
                        "GRU_learningRate0.01_hiddenSize4_seed1");
        assertThat(spec.runs())
                .extracting(RunSpec::condition)
                .containsExactly("LSTM", "LSTM", "GRU", "GRU");
        assertThat(spec.factors()).containsExactly("cell");
        assertThat(spec.nuisances()).containsExactly("learningRate", "hiddenSize");
        RunSpec second = spec.runs().get(1);
        assertThat(second.factors()).isEqualTo(Map.of("cell", "LSTM"));
        assertThat(second.nuisances()).isEqualTo(Map.of("learningRate", "0.01", "hiddenSize", "4"));
        TrainingSettings settings = second.settings(TrainingSettings.class);
        assertThat(settings.fit().learningRate()).isEqualTo(0.01);
        assertThat(settings.layer().hiddenSize()).isEqualTo(4);
    }

    @Test
    void everyConditionHasEverySeedWithEveryValue() {
        ExperimentSpec spec = read(false, "");
        assertThat(spec.runs()).hasSize(2 * 2 * 2);
        assertThat(runIds(spec)).doesNotHaveDuplicates();
        assertThat(spec.resolved().at("/nuisance/learningRate").toString()).isEqualTo("[0.1,0.01]");
        assertThat(spec.resolved().at("/fixed").has("learningRate")).isFalse();
    }

    @Test
    void withoutOneThereAreNoNuisances() {
        ExperimentSpec spec = Specs.of(Specs.GRID);
        assertThat(spec.nuisances()).isEmpty();
        assertThat(spec.runs().get(0).nuisances()).isEmpty();
        assertThat(spec.resolved().has("nuisance")).isFalse();
    }

    @Test
    void theQuickBlockAndOverridesReplaceItsValues() {
        assertThat(runIds(read(true, "")))
                .containsExactly(
                        "LSTM_learningRate0.5_hiddenSize2_seed7",
                        "GRU_learningRate0.5_hiddenSize2_seed7");
        // One value, not a list; an override has the last word.
        ExperimentSpec one = read(true, "learningRate=0.25");
        assertThat(runIds(one))
                .containsExactly(
                        "LSTM_learningRate0.25_hiddenSize2_seed7",
                        "GRU_learningRate0.25_hiddenSize2_seed7");
        assertThat(one.nuisances()).containsExactly("learningRate", "hiddenSize");
        assertThatThrownBy(() -> read(false, "learningRate=[0.1,0.2,0.3]"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("-Dset", "learningRate changes together with hiddenSize");
    }

    @Test
    void mistakesAreNamed() {
        String grid = "grid: [{cell: [LSTM]}]\n";
        refused(
                grid + "nuisance: {learningrate: [0.1]}",
                "nuisance: unknown setting 'learningrate'; did you mean 'learningRate'?");
        refused(grid + "nuisance: {cell: [GRU]}", "cell stands on two axes");
        refused(
                "fixed: {learningRate: 0.1}\n" + grid + "nuisance: {learningRate: [0.1]}",
                "learningRate stands in fixed and in the grid");
        refused(grid + "nuisance: {learningRate: []}", "learningRate has no values");
        refused(
                grid + "baseline: {learningRate: 0.1}\nnuisance: {learningRate: [0.1]}",
                "baseline: 'learningRate' is not in the grid");
    }

    private static final String TUNED =
            """
            grid: [{cell: [LSTM, SimpleRnn]}, {hiddenSize: [3, 4]}]
            nuisance: [{learningRate: [0.1, 0.2]}, {sequenceLength: [5, 6]}]
            tuning: {seeds: [8, 9], sharedOver: [hiddenSize]}
            """;

    /** Axes are combined, and one of several conditions has the runs to choose by. */
    @Test
    void runsToChooseByHaveSeedsOfTheirOwn() {
        ExperimentSpec spec = Specs.of(TUNED);
        TuningPlan plan = spec.tuning().orElseThrow();
        assertThat(plan.axes()).containsExactly(List.of("learningRate"), List.of("sequenceLength"));
        assertThat(spec.nuisances()).containsExactly("learningRate", "sequenceLength");
        assertThat(plan.candidates()).hasSize(2);
        assertThat(plan.candidates().get(Map.of("cell", "LSTM"))).hasSize(4);
        assertThat(spec.runs().stream().filter(plan::isTuning))
                .hasSize(2 * 4 * 2)
                .allMatch(run -> run.factors().get("hiddenSize").equals("3"));
        assertThat(spec.runs().stream().filter(spec::isReported)).hasSize(4 * 4 * 2);
        assertThat(spec.resolved().at("/tuning/sharedOver/0").asText()).isEqualTo("hiddenSize");
        assertThat(spec.resolved().at("/nuisance/1/sequenceLength").toString()).isEqualTo("[5,6]");
    }

    /** As it was written before there could be several axes; one value is still a list. */
    @Test
    void aSingleAxisIsToldWithoutAList() {
        ExperimentSpec spec = Specs.of("grid: [{cell: [LSTM]}]\nnuisance: {learningRate: [0.1]}\n");
        assertThat(spec.resolved().at("/nuisance").toString())
                .isEqualTo("{\"learningRate\":[0.1]}");
        ExperimentSpec listed =
                Specs.of("grid: [{cell: [LSTM]}]\nnuisance: [{learningRate: [0.1]}]\n");
        assertThat(listed.resolved().at("/nuisance")).isEqualTo(spec.resolved().at("/nuisance"));
        refused("grid: [{cell: [LSTM]}]\nnuisance: {learningRate: 0.1}", "learningRate");
        refused("grid: [{cell: [LSTM]}]\nnuisance: 3", "nuisance");
    }

    /** Of one value there is nothing to choose, so that any seeds may be reported. */
    @Test
    void oneCandidateIsNotTuned() {
        ExperimentSpec spec =
                Specs.of(
                        Specs.HEAD + TUNED,
                        false,
                        Overrides.parse("seeds=[8],learningRate=0.1,sequenceLength=5"));
        assertThat(spec.tuning()).isEmpty();
        assertThat(spec.runs()).hasSize(4);
    }

    @Test
    void candidatesWithoutMeaningAreLeftOut() {
        ExperimentSpec spec =
                Specs.of(
                        """
                        grid: [{mitigation: [none, omega, clip-global-norm+chrono]}, {cell: [SimpleRnn, GRU]}]
                        nuisance: {strengthFactor: [0.5, 1]}
                        """);
        assertThat(spec.leftOut())
                .containsOnlyKeys("omega_GRU", "clip-global-norm+chrono_SimpleRnn");
        assertThat(spec.runs().stream().filter(run -> run.seed() == 1).map(RunSpec::runId))
                .containsExactly(
                        "none_SimpleRnn_strengthFactor1_seed1",
                        "none_GRU_strengthFactor1_seed1",
                        "omega_SimpleRnn_strengthFactor0.5_seed1",
                        "omega_SimpleRnn_strengthFactor1_seed1",
                        "clip-global-norm+chrono_GRU_strengthFactor0.5_seed1",
                        "clip-global-norm+chrono_GRU_strengthFactor1_seed1");
        assertThat(spec.runs().get(4).settings(TrainingSettings.class).omegaWeight()).hasValue(0.5);
    }

    @Test
    void mistakesAboutTuningAreNamed() {
        String grid = "grid: [{cell: [LSTM, GRU]}]\n";
        String nuisance = grid + "nuisance: {learningRate: [0.1, 0.2]}\n";
        refused(grid + "tuning: {seeds: [9]}", "tuning: there is no nuisance");
        refused(nuisance + "tuning: {first: 3}", "tuning: the key 'seeds' is missing");
        refused(nuisance + "tuning: {seeds: []}", "tuning: the key 'seeds' is missing");
        refused(nuisance + "tuning: {seeds: [9, 9]}", "tuning: seed 9 stands twice");
        refused(nuisance + "tuning: {seeds: [-1]}", "tuning: seeds must be 0 or above, not -1");
        refused(
                nuisance + "tuning: {seeds: [9], first: 0}",
                "tuning: first must be a whole number of 1 or above, not 0");
        refused(nuisance + "tuning: {seeds: [2]}", "tuning: seed 2 stands in seeds, too");
        refused(
                nuisance + "tuning: {seeds: [9], sharedOver: [cel]}",
                "tuning: sharedOver: 'cel' is not in the grid; did you mean 'cell'?");
        refused(
                """
                grid: [{mitigation: [none, gate-bias]}, {cell: [LSTM]}]
                nuisance: {strengthFactor: [0.5, 1]}
                tuning: {seeds: [9], sharedOver: [mitigation]}
                """,
                "have not the same candidates");
        refused(
                "fixed: {strengthFactor: 0}\n" + grid,
                "strengthFactor must be a number above 0, not 0.0");
        refused(
                "fixed: {strengthFactor: 2}\n" + grid,
                "strengthFactor has no meaning for mitigation none");
    }
}
