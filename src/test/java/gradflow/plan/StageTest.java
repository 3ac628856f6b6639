package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither the quick block nor an override hides a mistake below it. */
class StageTest {

    private static void refused(String text, boolean quick, String overrides, String message) {
        Overrides over = overrides.isEmpty() ? Overrides.NONE : Overrides.parse(overrides);
        assertThatThrownBy(() -> Specs.of(Specs.HEAD + text, quick, over))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            hiddenSize: -16     | hiddenSize: 4      | hiddenSize must be at least 1, not -16
            sequences: 650      | sequences: 640     | sequences must be a multiple of batchSize 32, not 650
            sequenceLength: -3  | sequenceLength: 8  | sequenceLength must be at least 1, not -3
            hiddenSize: many    | hiddenSize: 4      | hiddenSize: 'many' is not a whole number
            """)
    void theFileIsCheckedAsItIsWritten(String wrong, String right, String message) {
        String text = "fixed: {%s}\ngrid: [{cell: [LSTM]}]\nquick: {%s}\n".formatted(wrong, right);
        String expected = "test.yaml: condition (LSTM): " + message;
        refused(text, false, "", expected);
        refused(text, true, "", expected);
        refused(text, true, right.replace(": ", "="), expected);
    }

    @Test
    void theQuickBlockIsCheckedWhetherItIsUsedOrNot() {
        String text = "grid: [{cell: [LSTM]}]\nquick: {hiddenSize: -1}\n";
        for (boolean quick : new boolean[] {false, true}) {
            String expected = "test.yaml: quick: condition (LSTM): hiddenSize must be at least 1";
            refused(text, quick, "", expected);
            refused(text, quick, "hiddenSize=3", expected);
        }
        refused(
                "grid: [{cell: [LSTM]}]\nquick: {cell: []}\n",
                false,
                "",
                "quick: grid: cell has no");
        refused(
                "grid: [{cell: [LSTM]}]\nquick: {seeds: [x]}\n",
                false,
                "",
                "quick: seeds: 'x' is not a whole number");
    }

    @Test
    void overridesComeLastAndAreNamed() {
        String text = "grid: [{cell: [LSTM]}]\nquick: {hiddenSize: 5}\n";
        refused(
                text,
                false,
                "hiddenSize=-1",
                "test.yaml: -Dset: condition (LSTM): hiddenSize must");
        refused(text, true, "cell=RNN", "-Dset: condition (RNN): cell: 'RNN' is not one of");
        ExperimentSpec spec =
                Specs.of(Specs.HEAD + text, true, Overrides.parse("cell=[GRU,JANET]"));
        assertThat(spec.runs()).hasSize(4);
        assertThat(spec.resolved().at("/fixed/hiddenSize").asInt()).isEqualTo(5);
    }

    @Test
    void aListWithoutBracketsIsUnderstood() {
        String text = "grid: [{cell: [LSTM]}]\n";
        refused(text, false, "seeds=1,2,3", "did you mean -Dset=seeds=[1,2,3]?");
        refused(text, false, "hiddenSize=8,16", "did you mean -Dset=hiddenSize=[8,16]?");
        refused(text, false, "batchSize=8,cell=LSTM,GRU", "did you mean -Dset=cell=[LSTM,GRU]?");
    }

    @Test
    void gridsAreBoundedBeforeTheyAreLaidOut() {
        String ten = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        String text =
                "grid:\n  - hiddenSize: %s\n  - batchSize: %s\n  - sequences: %s\n  - classes: %s\n"
                        .formatted(ten, ten, ten, ten);
        refused(
                text + "  - evaluations: " + ten + "\n",
                false,
                "",
                "grid: 200000 runs (every condition with every seed); at most 100000 are allowed");
    }

    /** Estimates for people change without a change of the experiment. */
    @Test
    void theTreeForTheManifestHasNoDurations() {
        ExperimentSpec spec =
                Specs.of("duration: long\nquickDuration: short\ngrid: [{cell: [LSTM]}]\n");
        assertThat(spec.resolved().has("duration")).isFalse();
        assertThat(spec.resolved().has("quickDuration")).isFalse();
        assertThat(spec.resolved().has("question")).isTrue();
    }
}
