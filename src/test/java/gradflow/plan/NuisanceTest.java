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
}
