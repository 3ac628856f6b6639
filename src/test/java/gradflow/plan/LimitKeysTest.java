package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.RunLimits;
import gradflow.model.RunSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitKeysTest {

    @Test
    void limitsAreThoseOfAllRunsAndInTheManifestUnlessTheyAreOff() {
        ExperimentSpec spec =
                Specs.of("fixed: {timeLimit: 2.5, iterationLimit: 100}\n" + Specs.GRID);
        assertThat(spec.runs()).extracting(RunSpec::limits).containsOnly(new RunLimits(2.5, 100));
        assertThat(spec.resolved().at("/fixed/timeLimit").asDouble()).isEqualTo(2.5);
        assertThat(spec.resolved().at("/fixed/iterationLimit").asInt()).isEqualTo(100);
        ExperimentSpec off =
                Specs.of(
                        Specs.HEAD + "fixed: {timeLimit: 0, iterationLimit: 0}\n" + Specs.GRID,
                        false,
                        Overrides.NONE);
        assertThat(off.runs()).extracting(RunSpec::limits).containsOnly(RunLimits.NONE);
        assertThat(off.resolved()).isEqualTo(Specs.of(Specs.GRID).resolved());
    }

    @Test
    void quickAndSetReplaceThem() {
        String text =
                Specs.HEAD + "fixed: {timeLimit: 9}\n" + Specs.GRID + "quick: {timeLimit: 3}\n";
        assertThat(Specs.of(text, true, Overrides.NONE).runs().get(0).limits().timeLimit())
                .isEqualTo(3);
        assertThat(
                        Specs.of(text, true, Overrides.parse("timeLimit=0,iterationLimit=7"))
                                .runs()
                                .get(0)
                                .limits())
                .isEqualTo(new RunLimits(0, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            fixed: {timeLimit: -1}       | timeLimit must be 0 (off) or seconds above 0, not -1.0
            fixed: {timeLimit: soon}     | timeLimit: 'soon' is not a number
            fixed: {timeLimit: [1]}      | timeLimit: needs a number
            fixed: {timelimit: 1}        | fixed: unknown setting 'timelimit'; did you mean 'timeLimit'?
            fixed: {iterationLimit: -1}  | iterationLimit must be 0 (off) or at least 1, not -1
            fixed: {iterationLimit: 1.5} | iterationLimit: '1.5' is not a whole number
            quick: {timeLimit: -2}       | quick: timeLimit must be 0 (off) or seconds above 0, not -2.0
            nuisance: {timeLimit: [1]}   | nuisance: timeLimit is the same for all runs; it stands in fixed
            """)
    void badValuesAreRefused(String line, String message) {
        assertThatThrownBy(() -> Specs.of(line + "\n" + Specs.GRID))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(message);
    }

    @Test
    void theyAreNoAxis() {
        assertThatThrownBy(() -> Specs.of("grid: [{iterationLimit: [1, 2]}]\n"))
                .hasMessageContaining(
                        "grid: iterationLimit is the same for all runs; it stands in fixed");
    }
}
