package gradflow.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.plan.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
    private static final String GRID =
            "grid: [{cell: [LSTM, GRU], hiddenSize: [3, 4]}, {learningRate: [0.1, 1]}]\n";
    private static final String RIGHT =
            "id: c, note: 6, says: s, column: test_loss, relation: <, value: 1";

    private static ExperimentSpec spec(String claims) {
        return Specs.of(GRID + "claims: [" + claims + "]\n");
    }

    @Test
    void aClaimIsReadWithItsDefaults() {
        Claim claim = spec("{" + RIGHT + ", condition: {learningRate: 1.0}}").claims().get(0);
        assertThat(claim.margin()).isZero();
        assertThat(claim.versusText()).isEmpty();
        assertThat(claim.conditionText()).isEqualTo("learningRate=1.0");
        RunSpec slow = spec("{" + RIGHT + "}").runs().get(0);
        assertThat(slow.factors()).containsEntry("learningRate", "0.1");
        assertThat(claim.concerns(slow.factors())).isFalse();
        assertThat(claim.concerns(spec("{" + RIGHT + "}").runs().get(2).factors())).isTrue();
    }

    @Test
    void anOverrideMayLeaveAConditionOut() {
        ExperimentSpec spec =
                Specs.of(
                        Specs.HEAD + GRID + "claims: [{" + RIGHT + ", condition: {cell: GRU}}]\n",
                        false,
                        Overrides.parse("cell=[LSTM],hiddenSize=[3]"));
        assertThat(spec.runs()).noneMatch(run -> spec.claims().get(0).concerns(run.factors()));
        assertThat(spec.resolved().at("/claims/0/condition/cell").asText()).isEqualTo("GRU");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            id: c, id: d                        | Duplicate
            margin: -1                          | claim 'c': margin must be a number of 0 or above, not -1.0
            margin: .nan                        | margin
            margin: wide                        | margin: 'wide' is not a number
            condition: {cel: GRU}               | claim 'c': condition: 'cel' is not in the grid; did you mean 'cell'?
            condition: {cell: GRO}              | claim 'c': condition: the grid has no cell 'GRO'; did you mean 'GRU'?
            condition: {cell: [GRU, RNN]}       | claim 'c': condition: the grid has no cell 'RNN'
            condition: {cell: GRU, hiddenSize: 3} | claim 'c': condition: the grid has no cell=GRU, hiddenSize=3 together
            versus: {hiddenSize: 5}             | claim 'c': versus: the grid has no hiddenSize '5'
            versus: {cell: [GRU, LSTM]}         | claim 'c': versus: cell needs one value
            versus: {cell: GRU}                 | claim 'c': versus: the grid has no condition like
            versus: {cell: GRU, hiddenSize: 4}  | is compared with itself
            compare: ratio                      | claim 'c': compare needs versus
            marign: 1                           | marign: unknown key; did you mean 'margin'?
            """)
    void aMistakeIsOneLineThatNamesTheClaim(String more, String expected) {
        refused("{" + RIGHT + ", " + more + "}", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            id: c              |                  | a claim needs an id
            id: c              | id: C d          | claim 'C d': an id is made of
            note: 6            | bears: for       | claim 'c': bears needs the note that it is about
            note: 6            | note: 0          | claim 'c': note must be between 1 and 13, not 0
            note: 6            | note: 14         | claim 'c': note must be between 1 and 13, not 14
            says: s            |                  | claim 'c': the key 'says' is missing
            column: test_loss  |                  | claim 'c': the key 'column' is missing
            column: test_loss  | column: test_los | claim 'c': unknown column 'test_los'; did you mean 'test_loss'?
            relation: <        |                  | claim 'c': the key 'relation' is missing
            relation: <        | relation: ==     | '==' is not one of <, >, within
            value: 1           |                  | claim 'c': needs a value, or versus
            value: 1           | value: .inf      | value
            """)
    void whatIsMissingOrImpossibleIsNamed(String part, String replacement, String expected) {
        refused(
                "{"
                        + RIGHT.replace(part, replacement == null ? "" : replacement)
                                .replaceAll("(^|, )(?=, |$)", "")
                                .replaceAll("^, ", "")
                        + "}",
                expected);
    }

    @Test
    void anIdStandsOnce() {
        refused(
                "{" + RIGHT + "}, {" + RIGHT + "}",
                "claims: the id 'c' stands twice; once is allowed");
    }

    private static void refused(String claims, String expected) {
        assertThatThrownBy(() -> spec(claims))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("test.yaml: ")
                .hasMessageContaining(expected.strip())
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
    }
}
