package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.plan.Specs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {
    private static final Manner MANNER = new Manner(1, false, false, false, "the command");
    @TempDir private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

    private int carryOut(Path root, ExperimentSpec spec, Experiment experiment)
            throws IOException, InterruptedException {
        console.reset();
        return new Laboratory(root, MANNER, out)
                .carryOut(List.of(new Assignment(spec, experiment)));
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** What only shows when memory is allocated must not cost older results. */
    @Test
    void whereEveryRunFailsOlderResultsStay() throws Exception {
        ExperimentSpec spec = Specs.of("grid: [{cell: [LSTM, GRU]}]\n");
        Path good = Files.createDirectories(folder.resolve(spec.name())).resolve("runs.csv");
        Files.writeString(good, "good");
        int failed = carryOut(folder, spec, new Failing());
        assertThat(failed).isEqualTo(spec.runs().size()).isPositive();
        assertThat(good).hasContent("good");
        assertThat(console())
                .contains("too big")
                .contains("Every run failed")
                .contains("stays as it was");
        assertThat(names(folder)).containsExactly("test");
    }

    /** The journal is removed while the third run is made. */
    private static Toy stoppedAtTheThird(Path journal) {
        int[] begun = {0};
        return new Toy(
                run -> {
                    begun[0]++;
                    if (begun[0] == 3) {
                        remove(journal);
                    }
                });
    }

    private static void remove(Path file) {
        try {
            Files.move(file, file.resolveSibling("aside"));
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void aSweepThatWasStoppedGoesOnAndEndsWithTheSameBytes() throws Exception {
        ExperimentSpec spec = Toy.spec(3, "");
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThat(carryOut(one, spec, new Toy())).isZero();
        assertThat(console()).doesNotContain("resumed").contains("answer from 12");
        assertThat(names(one)).containsExactly("test");

        Path journal = two.resolve(".test.journal");
        assertThatThrownBy(() -> carryOut(two, spec, stoppedAtTheThird(journal)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("removed")
                .hasMessageContaining("2 of 12 runs are kept; go on with: the command");
        Files.move(two.resolve("aside"), journal);
        Toy rest = new Toy();
        assertThat(carryOut(two, spec, rest)).isZero();
        assertThat(console()).contains("12 runs on 1 workers\nresumed: 2 of 12 runs\n1/10 ");
        assertThat(rest.made)
                .containsExactlyElementsOf(
                        spec.runs().stream().skip(2).map(RunSpec::runId).toList());
        for (String file : List.of("runs.csv", "steps.csv")) {
            assertThat(two.resolve("test").resolve(file))
                    .hasSameBinaryContentAs(one.resolve("test").resolve(file));
        }
        assertThat(Files.readAllLines(two.resolve("test/timings.csv"))).hasSize(13);
        assertThat(names(two)).containsExactly("test");
    }

    @Test
    void whatFailedIsMadeAgainByTheSameCommand() throws Exception {
        ExperimentSpec spec = Toy.spec(1, "");
        Toy unlucky =
                new Toy(
                        run -> {
                            if (run.runId().startsWith("GRU_hiddenSize3")) {
                                throw new OutOfMemoryError("for now");
                            }
                        });
        assertThat(carryOut(folder, spec, unlucky)).isEqualTo(1);
        assertThat(console()).contains("The same command makes the 1 failed runs again");
        assertThat(folder.resolve("test/runs.csv"))
                .content()
                .contains(",failed,")
                .contains(
                        ",java.lang.OutOfMemoryError: for now at"
                                + " gradflow.sweep.LaboratoryTest.lambda$")
                .startsWith(
                        "run_id,cell,hidden_size,seed,status,iterations,bits,nothing,word,failure");
        Toy second = new Toy();
        assertThat(carryOut(folder, spec, second)).isZero();
        assertThat(second.made).containsExactly("GRU_hiddenSize3_seed1");
        assertThat(folder.resolve("test/runs.csv")).content().doesNotContain(",failed,");
        assertThat(names(folder)).containsExactly("test");
    }

    /** The first of two experiments has ended when the second is stopped. */
    @Test
    void ofSeveralExperimentsNoneIsMadeTwice() throws Exception {
        ExperimentSpec first = Toy.spec(1, "");
        ExperimentSpec second = renamed(Toy.spec(1, "fixed: {batchSize: 16}\n"), "second");
        Toy made = new Toy();
        Path journal = folder.resolve(".second.journal");
        Laboratory laboratory = new Laboratory(folder, MANNER, out);
        Assignment done = new Assignment(first, made);
        assertThatThrownBy(
                        () ->
                                laboratory.carryOut(
                                        List.of(
                                                done,
                                                new Assignment(
                                                        second, stoppedAtTheThird(journal)))))
                .isInstanceOf(IOException.class);
        Files.move(folder.resolve("aside"), journal);
        assertThat(made.made).hasSize(4);
        assertThat(laboratory.carryOut(List.of(done, new Assignment(second, made)))).isZero();
        assertThat(made.made).hasSize(6);
        assertThat(names(folder)).containsExactly("second", "test");
    }

    private static ExperimentSpec renamed(ExperimentSpec spec, String name) {
        return new ExperimentSpec(
                name,
                spec.type(),
                spec.question(),
                spec.factors(),
                spec.nuisances(),
                spec.tuning(),
                spec.baseline(),
                spec.claims(),
                spec.leftOut(),
                spec.runs(),
                spec.resolved());
    }

    @Test
    void aMistakeAboutTheSecondIsFoundBeforeTheFirstRuns() throws Exception {
        Files.writeString(folder.resolve("second"), "a file");
        Toy toy = new Toy();
        assertThatThrownBy(
                        () ->
                                new Laboratory(folder, MANNER, out)
                                        .carryOut(
                                                List.of(
                                                        new Assignment(Toy.spec(1, ""), toy),
                                                        new Assignment(
                                                                renamed(Toy.spec(1, ""), "second"),
                                                                toy))))
                .isInstanceOf(UserMistake.class);
        assertThat(toy.made).isEmpty();
        assertThat(names(folder)).containsExactly("second");
    }

    @Test
    void whatTheRunsSaySoFarIsToldWithoutRunning() throws Exception {
        ExperimentSpec spec = Toy.spec(1, "baseline: {cell: GRU}\n");
        Path journal = folder.resolve(".test.journal");
        Toy toy = stoppedAtTheThird(journal);
        assertThatThrownBy(() -> carryOut(folder, spec, toy)).isInstanceOf(IOException.class);
        Files.move(folder.resolve("aside"), journal);
        List<String> before = names(folder);
        SoFar soFar = new SoFar(folder, out);
        soFar.tell(new Assignment(spec, toy));
        assertThat(console()).contains("so far: 2 of 4 runs").contains("answer from 2");
        assertThat(toy.made).hasSize(3);
        assertThat(names(folder)).isEqualTo(before);
        assertThatThrownBy(() -> soFar.tell(new Assignment(Toy.spec(2, ""), toy)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("seeds was [1] and is [1,2]");
        Files.delete(journal);
        assertThatThrownBy(() -> soFar.tell(new Assignment(spec, toy)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("no unfinished sweep");
    }

    /** Rows lie in the journal until all runs have ended, and are in memory once. */
    @Test
    void memoryDoesNotGrowWithTheRuns() throws Exception {
        ExperimentSpec spec = Toy.spec(500, "");
        long[] used = new long[2];
        int[] begun = {0};
        Toy toy =
                new Toy(
                        run -> {
                            begun[0]++;
                            if (begun[0] == 400 || begun[0] == 2000) {
                                used[begun[0] / 2000] = usedHeap();
                            }
                        });
        assertThat(carryOut(folder, spec, toy)).isZero();
        assertThat(used[1] - used[0]).isLessThan(2_000_000);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
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
