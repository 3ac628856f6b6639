package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private List<Outcome> sweep(int workers, java.util.function.Function<RunSpec, Outcome> run)
            throws InterruptedException, IOException {
        List<RunSpec> runs =
                LongStream.range(0, 6)
                        .mapToObj(
                                seed ->
                                        new RunSpec(
                                                "run" + seed,
                                                "run",
                                                Map.of(),
                                                Map.of(),
                                                seed,
                                                TrainingSettings.DEFAULTS))
                        .toList();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        Progress progress = Progress.lines(runs.size(), out);
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        new Sweep(
                        workers,
                        run,
                        outcome -> {
                            progress.finished(outcome);
                            outcomes.add(outcome);
                        })
                .run(runs);
        return outcomes;
    }

    private record Numbers(int one) {}

    private static Outcome solved(RunSpec run) {
        return Outcome.of(run, "fine", new Numbers(1)).ended(Status.SOLVED, 3);
    }

    /** The first run waits for the third, which the other worker begins after the second. */
    @Test
    void runsAreMadeSideBySideAndHandedOverAsTheyEnd() throws Exception {
        CountDownLatch thirdBegun = new CountDownLatch(1);
        List<Outcome> results =
                sweep(
                        2,
                        run -> {
                            if (run.seed() == 0) {
                                await(thirdBegun);
                            } else if (run.seed() == 2) {
                                thirdBegun.countDown();
                            }
                            return solved(run);
                        });
        assertThat(results)
                .extracting(outcome -> outcome.runId())
                .containsExactlyInAnyOrder("run0", "run1", "run2", "run3", "run4", "run5")
                .startsWith("run1");
        assertThat(console.toString(StandardCharsets.UTF_8).lines()).hasSize(6);
    }

    @Test
    void aRunThatThrowsIsRecordedWithItsReasonAndTheSweepGoesOn() throws Exception {
        List<Outcome> results =
                sweep(
                        1,
                        run -> {
                            if (run.seed() == 2) {
                                throw new IllegalStateException("no\nluck");
                            }
                            if (run.seed() == 3) {
                                throw new OutOfMemoryError("too big");
                            }
                            return solved(run);
                        });
        assertThat(results)
                .extracting(outcome -> outcome.status())
                .containsExactly(
                        Status.SOLVED,
                        Status.SOLVED,
                        Status.FAILED,
                        Status.FAILED,
                        Status.SOLVED,
                        Status.SOLVED);
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("3/6 run2: failed, java.lang.IllegalStateException: no luck")
                .contains("too big");
    }

    @Test
    void anOutcomeThatCannotBeKeptEndsTheSweep() {
        List<Long> begun = Collections.synchronizedList(new ArrayList<>());
        List<RunSpec> runs = Toy.spec(10, "").runs();
        Sweep sweep =
                new Sweep(
                        1,
                        run -> {
                            begun.add(run.seed());
                            return solved(run);
                        },
                        outcome -> {
                            throw new IOException("no space left");
                        });
        assertThatThrownBy(() -> sweep.run(runs))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(begun).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
