package gradflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conclusions from lines that another process may have written. */
class OutcomesOfAnotherDayTest {
    private Experiments kinds = new Experiments(Path.of("data"));

    private ExperimentSpec spec(String name, String overrides) {
        return new ExperimentReader(Path.of("experiments"), kinds.types())
                .read(
                        name,
                        true,
                        overrides.isEmpty() ? Overrides.NONE : Overrides.parse(overrides));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activations|",
                "bptt-by-hand|timeSteps=[4]",
                "depth-vs-time|",
                "exploding|",
                "jacobian|",
                "loss-surface|",
                "truncation|",
                "adding|seeds=[1,2],learningRate=[0.01],sequences=64",
                "characters|cell=[GRU],seeds=[1,2]"
            })
    void theConclusionIsTheSame(String name, String overrides) {
        String set = overrides == null ? "" : overrides;
        ExperimentSpec spec = spec(name, set);
        Experiment kind = kinds.kind(spec.type());
        kind.prepare(spec);
        List<Outcome> outcomes = spec.runs().stream().map(kind::run).toList();
        Conclusion conclusion = kind.conclude(spec, outcomes);
        List<String> lines = new ArrayList<>(outcomes.stream().map(OutcomeJson::write).toList());
        Collections.reverse(lines);

        kinds = new Experiments(Path.of("data"));
        ExperimentSpec again = spec(name, set);
        Experiment other = kinds.kind(again.type());
        // Equal values are equal bytes: a file is made of nothing else.
        assertThat(other.conclude(again, lines.stream().map(OutcomeJson::read).toList()))
                .isEqualTo(conclusion);
    }

    @Test
    void rowsThatWillNotBeWrittenAreNotKept() {
        ExperimentSpec spec = spec("adding", "seeds=[1,2],learningRate=[0.01],sequences=64");
        Experiment kind = kinds.kind(spec.type());
        kind.prepare(spec);
        List<Outcome> outcomes = spec.runs().stream().limit(2).map(kind::run).toList();
        assertThat(outcomes.get(0).rows("gradients.csv")).isNotEmpty();
        assertThat(outcomes.get(1).rows("gradients.csv")).isEmpty();
        assertThat(outcomes.get(1).rows("curves.csv")).isNotEmpty();
    }

    @Test
    void everyRunHasOneOutcome() {
        ExperimentSpec spec = spec("jacobian", "");
        List<Outcome> outcomes =
                new ArrayList<>(
                        spec.runs().stream()
                                .map(run -> Outcome.failed(run, new IllegalStateException()))
                                .toList());
        assertThat(RunResult.of(spec, outcomes)).hasSameSizeAs(spec.runs());
        Outcome last = outcomes.remove(outcomes.size() - 1);
        assertThatThrownBy(() -> RunResult.of(spec, outcomes))
                .hasMessage("no outcome of " + last.runId());
        outcomes.add(outcomes.get(0));
        assertThatThrownBy(() -> RunResult.of(spec, outcomes)).hasMessageContaining("two outcomes");
    }
}
