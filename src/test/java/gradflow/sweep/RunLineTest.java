package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import org.junit.jupiter.api.Test;

class RunLineTest {
    private final ExperimentSpec spec = Toy.spec(1, "");
    private final RunSpec run = spec.runs().get(0);
    private final String identity = RunLine.identity(spec);

    @Test
    void whatAnotherProcessMadeIsWhatThisOneWould() {
        Outcome made = RunLine.read(RunLine.make(new Toy(), run, identity), identity);
        Outcome here = new Toy().run(run);
        assertThat(made.numbers()).isEqualTo(here.numbers());
        assertThat(made.details()).isEqualTo(here.details());
        assertThat(made.wallMillis()).isPositive();
    }

    @Test
    void aRunThatThrowsComesBackAsFailed() {
        Toy throwing =
                new Toy(
                        any -> {
                            throw new IllegalStateException("no luck");
                        });
        Outcome failed = RunLine.read(RunLine.make(throwing, run, identity), identity);
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.note()).contains("no luck");
    }

    @Test
    void aDamagedLineOrAnotherExperimentsIsNone() {
        String line = RunLine.make(new Toy(), run, identity);
        String other = RunLine.identity(Toy.spec(2, ""));
        assertThatThrownBy(() -> RunLine.read(line, other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunLine.read(line.replace("fine", "fime"), identity))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
