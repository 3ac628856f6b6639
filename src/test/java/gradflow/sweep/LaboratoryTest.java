package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.plan.Specs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {
    @TempDir private Path folder;

    /** What only shows when memory is allocated must not cost older results. */
    @Test
    void whereEveryRunFailsOlderResultsStay() throws Exception {
        ExperimentSpec spec = Specs.of("grid: [{cell: [LSTM, GRU]}]\n");
        Path good = Files.createDirectories(folder.resolve(spec.name())).resolve("runs.csv");
        Files.writeString(good, "good");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        int failed = new Laboratory(folder, 1, false, out).carryOut(spec, new Failing());
        assertThat(failed).isEqualTo(spec.runs().size()).isPositive();
        assertThat(good).hasContent("good");
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("too big")
                .contains("Every run failed")
                .contains("stays as it was");
    }

    private static final class Failing implements Experiment {
        @Override
        public ExperimentType type() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Outcome run(RunSpec run) {
            throw new OutOfMemoryError("too big");
        }

        @Override
        public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
            throw new AssertionError("there is nothing to conclude from");
        }
    }
}
