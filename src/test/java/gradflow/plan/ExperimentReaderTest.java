package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {

    @Test
    void runsAreConditionsInTheOrderOfTheGridWithTheirSeeds() {
        ExperimentSpec spec = Specs.of(Specs.GRID);
        assertThat(spec.runs())
                .extracting(RunSpec::runId)
                .containsExactly(
                        "LSTM_hiddenSize3_seed1",
                        "LSTM_hiddenSize3_seed2",
                        "LSTM_hiddenSize4_seed1",
                        "LSTM_hiddenSize4_seed2",
                        "GRU_hiddenSize3_seed1",
                        "GRU_hiddenSize3_seed2",
                        "GRU_hiddenSize4_seed1",
                        "GRU_hiddenSize4_seed2");
        TrainingSettings last = spec.runs().get(7).settings(TrainingSettings.class);
        assertThat(last.cell()).isEqualTo(Cell.GRU);
        assertThat(last.layer().hiddenSize()).isEqualTo(4);
        assertThat(last.fit().batchSize()).isEqualTo(TrainingSettings.DEFAULTS.fit().batchSize());
        assertThat(spec.factors()).containsExactly("cell", "hiddenSize");
    }

    @Test
    void quickAndOverridesReplaceSeedsGridAndFixedSettingsInThatOrder() {
        String text =
                Specs.HEAD + Specs.GRID + "quick: {seeds: [9], hiddenSize: 5, sequences: 64}\n";
        ExperimentSpec spec =
                Specs.of(text, true, Overrides.parse("hiddenSize=[6,7],batchSize=16"));
        assertThat(spec.runs())
                .extracting(RunSpec::runId)
                .containsExactly(
                        "LSTM_hiddenSize6_seed9",
                        "LSTM_hiddenSize7_seed9",
                        "GRU_hiddenSize6_seed9",
                        "GRU_hiddenSize7_seed9");
        TrainingSettings settings = spec.runs().get(0).settings(TrainingSettings.class);
        assertThat(settings.batches()).isEqualTo(4);
        assertThat(spec.resolved().at("/fixed/batchSize").asInt()).isEqualTo(16);
        assertThat(spec.resolved().has("quick")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            fixed: {hiddenSzie: 3}              | fixed: unknown setting 'hiddenSzie'; did you mean 'hiddenSize'?
            fixed: {hiddenSize: 0}              | hiddenSize must be at least 1, not 0
            fixed: {sequenceLength: -1}         | sequenceLength must be at least 1, not -1
            fixed: {hiddenSize: "8"}            | hiddenSize: '8' is not a whole number
            fixed: {hiddenSize: 8.5}            | hiddenSize: '8.5' is not a whole number
            fixed: {hiddenSize: many}           | hiddenSize: 'many' is not a whole number
            fixed: {hiddenSize: }               | hiddenSize
            fixed: {activation: tahn}           | activation: 'tahn' is not one of sigmoid, tanh, relu, identity, leakyrelu, elu, softsign
            fixed: {tbpttLength: 65}            | tbpttLength must be between 1 and 64 (the sequenceLength), or 0 for all, not 65
            fixed: {sequences: 33}              | sequences must be a multiple of batchSize 32, not 33
            fixed: {learningRate: 0}            | learningRate must be a number above 0, not 0.0
            fixed: {learningRate: 3.0e+39}      | learningRate must be in the range of FLOAT (about 1.4e-45 to 3.4e38), not 3.0E39
            fixed: {learningRate: 1.0e-46}      | learningRate must be in the range of FLOAT
            fixed: {clipGlobalNorm: 1.0e+39}    | clipGlobalNorm must be in the range of FLOAT
            fixed: {recurrentGain: 1.0e-50}     | recurrentGain must be in the range of FLOAT
            fixed: {learningRate: .nan}         | line 4: fixed.learningRate: '.nan' is not a decimal number
            fixed: {hiddenSize: {a: 1}}         | hiddenSize: needs a whole number
            fixed: {hiddenSize: 3000000000}     | hiddenSize: Numeric value (3000000000) out of range
            fixed: {keepBest: 1}                | keepBest: '1' is not true or false
            fixed: {keepBest: yes}              | keepBest: 'yes' is not true or false
            fixed: {keepBest: [true]}           | keepBest: needs true or false
            fixed: {mitigation: 1}              | mitigation: needs a word
            fixed: {mitigation: {a: 1}}         | mitigation: needs a word
            fixed: {mitigation: chrono(1f)}     | mitigation: chrono has no strength
            fixed: {mitigation: gate-bias(1f)}  | the strength of gate-bias must be a number in the range of FLOAT, not '1f'
            fixed: {mitigation: leaky(0x1p-3)}  | the strength of leaky must be a number above 0
            fixed: {mitigation: leaky(1_0)}     | the strength of leaky must be a number above 0
            fixed: {gateBias: [1]}              | gateBias must be a number, default or chrono, not [1]
            fixed: {clipGlobalNorm: -1}         | clipGlobalNorm must be 0 (off) or a number above 0
            fixed: {profileIterations: [3, 3]}  | profileIterations must be at least 0 and rise
            fixed: {cell: GRU}                  | cell stands in fixed and in the grid
            fixed: 3                            | fixed: needs keys with values
            quick: {sede: 1}                    | quick: unknown setting 'sede'; did you mean 'seeds'?
            baseline: {task: x}                 | baseline: 'task' is not in the grid
            qestion: x                          | qestion: unknown key; did you mean 'question'?
            type: training                      | type
            """)
    void aMistakeIsOneLineThatNamesThePlace(String body, String expected) {
        assertThatThrownBy(() -> Specs.of(body + "\ngrid: [{cell: [LSTM, GRU]}]\n"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("test.yaml: ")
                .hasMessageContaining(expected.strip())
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            seeds: [1, 1]    | seeds: 1 stands twice
            seeds: []        | seeds: is empty
            seeds: [-1]      | seeds: must be 0 or above
            seeds: [x]       | seeds.1: 'x' is not a whole number
            grid: []         | grid: is empty
            grid: [{cell: []}] | grid: cell has no values
            grid: [{cell: [GRU, GRU]}] | two conditions have the run_id GRU_seed1
            grid: {cell: [GRU]} | grid: needs a list
            grid: [{profileIterations: [[0], [1]]}] | grid: a value of profileIterations has to be one word or number, not [0]
            grid: [{cell: [{a: 1}]}] | grid: a value of cell has to be one word or number
            grid: [{{x: [1]}}] | grid.1: a key has to be a word
            grid: [{cel: [GRU]}] | grid: unknown setting 'cel'; did you mean 'cell'?
            type: trainin    | unknown type 'trainin'; did you mean 'training'?
            """)
    void wrongSeedsAndGridsAreRefused(String line, String expected) {
        String text = "question: q\n";
        for (String key : List.of("type: training", "seeds: [1]", "grid: [{cell: [GRU]}]")) {
            String name = key.substring(0, key.indexOf(':') + 1);
            text += (line.startsWith(name) ? line : key) + "\n";
        }
        String file = text;
        assertThatThrownBy(() -> Specs.of(file, false, Overrides.NONE))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(expected.strip())
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
    }

    @Test
    void overridesAreCheckedLikeTheFile() {
        assertThatThrownBy(
                        () ->
                                Specs.of(
                                        Specs.HEAD + Specs.GRID,
                                        false,
                                        Overrides.parse("hidenSize=3")))
                .hasMessageContaining("-Dset: unknown setting 'hidenSize'; did you mean");
        assertThatThrownBy(
                        () ->
                                Specs.of(
                                        Specs.HEAD + Specs.GRID,
                                        false,
                                        Overrides.parse("seeds=[a]")))
                .hasMessageContaining("-Dset: seeds: 'a' is not a whole number");
    }

    @Test
    void whatIsNotYamlIsOneLine() {
        assertThatThrownBy(() -> Specs.of("question: [\n", false, Overrides.NONE))
                .isInstanceOf(UserMistake.class)
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
        assertThatThrownBy(() -> Specs.of("", false, Overrides.NONE))
                .isInstanceOf(UserMistake.class);
    }

    @Test
    void anUnknownExperimentNamesTheNearest(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vanishing.yaml"), Specs.HEAD + Specs.GRID);
        ExperimentReader reader = Specs.reader(folder);
        assertThatThrownBy(() -> reader.read("vanshing", false, Overrides.NONE))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("unknown experiment 'vanshing'; did you mean 'vanishing'?");
        assertThatThrownBy(() -> reader.read(folder.resolve("x.yaml"), false, Overrides.NONE))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("there is no such experiment file");
        assertThat(reader.list())
                .extracting(ExperimentReader.Entry::name)
                .containsExactly("vanishing");
    }
}
