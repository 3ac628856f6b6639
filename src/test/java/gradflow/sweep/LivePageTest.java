package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Experiments;
import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.plan.Overrides;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePageTest {
    private static final Path DATA = Path.of("data");
    private static final String RELOADS = "<meta http-equiv=\"refresh\" content=\"5\">";
    @TempDir private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final List<String> pages = new ArrayList<>();
    private final List<List<String>> tables = new ArrayList<>();

    /** Walks on the loss surface; before each it looks at what is told of those before. */
    private final class Watched implements Experiment {
        private final Experiment walks = new Experiments(DATA).kind("loss-surface");

        @Override
        public ExperimentType type() {
            return walks.type();
        }

        @Override
        public Outcome run(RunSpec run) {
            Path live = folder.resolve(".live/loss-surface");
            try {
                if (Files.exists(live)) {
                    pages.add(Files.readString(live.resolve("report.html")));
                    tables.add(Files.readAllLines(live.resolve("runs.csv")));
                }
            } catch (IOException unread) {
                throw new IllegalStateException(unread);
            }
            return walks.run(run);
        }

        @Override
        public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
            return walks.conclude(spec, outcomes);
        }
    }

    @Test
    void aPageIsKeptFreshWhileRunsAreMadeAndIsGoneAtTheEnd() throws Exception {
        Experiments kinds = new Experiments(DATA);
        ExperimentSpec spec =
                new ExperimentReader(Path.of("experiments"), kinds.types())
                        .read("loss-surface", true, Overrides.NONE);
        Manner manner = new Manner(1, false, false, false, "the command", true, true);
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        int failed =
                new Laboratory(folder, manner, out)
                        .carryOut(List.of(new Assignment(spec, new Watched())));
        assertThat(failed).isZero();
        assertThat(pages).isNotEmpty().allSatisfy(page -> assertThat(page).contains(RELOADS));
        // The first page has the first run, and no page one that has not ended.
        assertThat(tables.get(0)).hasSize(2);
        assertThat(tables.get(0).get(1)).startsWith(spec.runs().get(0).runId());
        int runs = spec.runs().size();
        assertThat(tables).allSatisfy(rows -> assertThat(rows.size() - 1).isLessThan(runs));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactly("loss-surface");
        }
        assertThat(folder.resolve("loss-surface/report.html"))
                .content(StandardCharsets.UTF_8)
                .doesNotContain(RELOADS);
        // -Dquiet: where the page is and the answer, no heading and no line for a run.
        assertThat(console.toString(StandardCharsets.UTF_8))
                .startsWith("Live: ")
                .contains("Results: ")
                .doesNotContain("workers")
                .doesNotContainPattern("(?m)^\\s*\\[?1/");
    }
}
