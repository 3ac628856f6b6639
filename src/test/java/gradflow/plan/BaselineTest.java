package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    private static final String GRID =
            """
            grid:
              - {cell: [LSTM, GRU], activation: [tanh, relu]}
              - hiddenSize: [3, 4]
              - learningRate: [0.1, 0.001]
              - mitigation: [none, leaky]
            """;

    private static ExperimentSpec read(String baseline, String overrides) {
        String text = Specs.HEAD + GRID + "baseline: " + baseline + "\nquick: {hiddenSize: [5]}\n";
        return Specs.of(
                text, false, overrides.isEmpty() ? Overrides.NONE : Overrides.parse(overrides));
    }

    /** Tests would be left out in silence. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {cell: RNN}         | the grid has no cell 'RNN'; known: LSTM, GRU
            {cell: lstm}        | the grid has no cell 'lstm'; did you mean 'LSTM'?
            {hiddenSize: 5}     | the grid has no hiddenSize '5'; known: 3, 4
            {hiddenSize: 33}    | the grid has no hiddenSize '33'
            {hiddenSize: true}  | the grid has no hiddenSize 'true'
            {cell: [LSTM]}      | baseline: cell needs one value of the grid's, not ["LSTM"]
            {cell: {a: LSTM}}   | baseline: cell needs one value of the grid's, not {"a":"LSTM"}
            {cell: }            | baseline.cell: has no value
            {cel: LSTM}         | baseline: 'cel' is not in the grid; did you mean 'cell'?
            {task: adding}      | baseline: 'task' is not in the grid
            {cell: LSTM, activation: relu} | no condition with all of {cell="LSTM", activation="relu"}
            {mitigation: leaky} | the grid has no mitigation 'leaky'
            LSTM                | baseline: needs keys with values
            [LSTM]              | baseline: needs keys with values
            """)
    void aConditionThatTheGridLacksIsRefused(String baseline, String message) {
        assertThatThrownBy(() -> read(baseline, ""))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message.strip());
    }

    /** A number is the same however it is written; the spec has it as the runs have. */
    @Test
    void valuesAreComparedAfterConversion() {
        assertThat(read("{cell: LSTM, activation: tanh}", "").baseline())
                .isEqualTo(Map.of("cell", "LSTM", "activation", "tanh"));
        assertThat(read("{learningRate: 1.0e-3}", "").baseline())
                .isEqualTo(Map.of("learningRate", "0.001"));
        assertThat(read("{hiddenSize: 3.0}", "").baseline()).isEqualTo(Map.of("hiddenSize", "3"));
        assertThat(read("{}", "").baseline()).isEmpty();
    }

    @Test
    void anOverrideMayLeaveItOut() {
        assertThat(read("{hiddenSize: 3}", "hiddenSize=[4,5]").baseline()).isEmpty();
        assertThat(read("{hiddenSize: 3}", "hiddenSize=[3,5]").baseline())
                .isEqualTo(Map.of("hiddenSize", "3"));
    }
}
