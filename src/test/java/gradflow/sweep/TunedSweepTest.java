package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.experiment.Experiment;
import gradflow.experiment.Experiments;
import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose later runs depend on what the earlier ones ended with. */
class TunedSweepTest {
    private static final Manner MANNER = new Manner(2, false, false, false, "the command");
    private static final List<String> FILES =
            List.of("runs.csv", "tuning.csv", "summary.csv", "reach.csv", "curves.csv");
    @TempDir private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

    private final ExperimentSpec spec =
            Specs.of(
                    """
                    fixed: {task: adding, sequenceLength: 4, hiddenSize: 2, sequences: 64,
                            evaluations: 1, profileIterations: [0], profileExamples: 1}
                    grid: [{cell: [SimpleRnn, GRU]}, {sizing: [equal-hidden-size, equal-parameters]}]
                    nuisance: {learningRate: [0.0001, 0.001, 0.01, 0.1, 0.3]}
                    tuning: {seeds: [7], first: 3, sharedOver: [sizing]}
                    """);

    private Assignment assignment() {
        Experiment experiment = new Experiments(Path.of("data")).kind("training");
        experiment.prepare(spec);
        return new Assignment(spec, experiment);
    }

    private Laboratory laboratory(Path root) {
        return new Laboratory(root, MANNER, out);
    }

    private static void assertSame(Path one, Path two) throws IOException {
        for (String file : FILES) {
            assertThat(two.resolve("test").resolve(file))
                    .hasSameBinaryContentAs(one.resolve("test").resolve(file));
        }
    }

    @Test
    void everyStoppedSweepGoesOnAndEndsWithTheSameBytes() throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(laboratory(whole).carryOut(List.of(assignment()))).isZero();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("to choose by: 6 runs on 2 workers")
                .contains("reported: 8 runs on 2 workers");
        List<String> runs = Files.readAllLines(whole.resolve("test/runs.csv"));
        assertThat(runs.stream().filter(line -> line.contains(",true,")).count()).isEqualTo(8);
        for (int stop : new int[] {0, 5, 6, 9, runs.size() - 2}) {
            Path other = folder.resolve("stopped" + stop);
            Assignment assignment = assignment();
            // The first runs of the whole sweep are kept, as if it had been stopped after them.
            try (OpenSweep sweep = OpenSweep.of(other, assignment, false, new Disk())) {
                while (sweep.kept() < stop) {
                    var next = sweep.wanted().stream().filter(sweep::isMissing).findFirst();
                    sweep.add(assignment.experiment().run(next.orElseThrow()));
                }
            }
            assertThat(laboratory(other).carryOut(List.of(assignment))).isZero();
            assertSame(whole, other);
        }
    }

    @Test
    void partsTogetherEndWithTheBytesOfTheWhole() throws Exception {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        var unused = laboratory(whole).carryOut(List.of(assignment()));
        assertThat(laboratory(parts).shard(List.of(assignment()), new Shard(2, 2))).isZero();
        assertThatThrownBy(() -> laboratory(parts).merge(List.of(assignment())))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("are in no shard");
        assertThat(laboratory(parts).shard(List.of(assignment()), new Shard(1, 2))).isZero();
        assertThat(laboratory(parts).merge(List.of(assignment()))).isZero();
        assertSame(whole, parts);
    }

    /**
     * While it goes on, what has been chosen is told, and nothing that only looks like a result.
     */
    @Test
    void soFarItTellsWhatThereIs() throws Exception {
        Assignment assignment = assignment();
        try (OpenSweep sweep = OpenSweep.of(folder, assignment, false, new Disk())) {
            Outcome first = assignment.experiment().run(sweep.wanted().get(0));
            sweep.add(first);
        }
        new SoFar(folder, out).tell(assignment());
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("so far: 1 runs")
                .contains("Tuned by seeds of their own: 0 choices")
                .contains("partial: ");
    }
}
