package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.mistake.UserMistake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in processes of their own that are killed, asked to end, or get in each other's way. */
class KilledSweepTest {
    private static final int SEEDS = 10;
    private static final int SHORT_MILLIS = 15;
    private static final int LONG_MILLIS = 300;

    /** How many processes are killed; {@code -Dkills=200} for many. */
    private static final int KILLS = Integer.getInteger("kills", 16);

    @TempDir Path folder;
    private Path undisturbed;
    private Path root;

    /** Makes a sweep of forty runs with two workers. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Assignment assignment =
                    new Assignment(Toy.spec(SEEDS, ""), slow(Long.parseLong(arguments[1])));
            try {
                Manner manner = new Manner(2, false, false, false, "the command");
                var unused =
                        new Laboratory(Path.of(arguments[0]), manner, System.out)
                                .carryOut(List.of(assignment));
            } catch (UserMistake mistake) {
                System.err.println(mistake.getMessage());
                System.exit(2);
            }
        }

        private static Toy slow(long millis) {
            return new Toy(
                    run -> {
                        try {
                            Thread.sleep(millis);
                        } catch (InterruptedException interrupted) {
                            throw new IllegalStateException(interrupted);
                        }
                    });
        }
    }

    @BeforeEach
    void anUndisturbedSweep() throws Exception {
        undisturbed = folder.resolve("undisturbed");
        root = folder.resolve("disturbed");
        Manner manner = new Manner(1, false, false, false, "");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Assignment toy = new Assignment(Toy.spec(SEEDS, ""), new Toy());
        assertThat(new Laboratory(undisturbed, manner, nowhere).carryOut(List.of(toy))).isZero();
        assertThat(names(undisturbed)).containsExactly("test");
    }

    private static Process child(Path root, int millis) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        root.toString(),
                        Integer.toString(millis))
                .redirectError(root.resolveSibling("errors").toFile())
                .start();
    }

    /** Reads what a child prints until so many runs have ended. */
    private static List<String> awaitRuns(Process child, int runs) throws IOException {
        BufferedReader printed =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        String line = printed.readLine();
        while (line != null) {
            lines.add(line);
            if (line.startsWith(runs + "/")) {
                return lines;
            }
            line = printed.readLine();
        }
        return lines;
    }

    private void endsLikeTheUndisturbed() throws Exception {
        Process last = child(root, SHORT_MILLIS);
        List<String> printed = awaitRuns(last, Integer.MAX_VALUE);
        assertThat(last.waitFor()).as(printed.toString()).isZero();
        for (String file : List.of("runs.csv", "steps.csv")) {
            assertThat(root.resolve("test").resolve(file))
                    .hasSameBinaryContentAs(undisturbed.resolve("test").resolve(file));
        }
        assertThat(names(root)).containsExactly("test");
    }

    private int kept() throws IOException {
        Path journal = root.resolve(".test.journal");
        return Files.exists(journal) ? Files.readAllLines(journal).size() - 1 : 0;
    }

    /** At moments between the first run and the last rename, and shortly after the start. */
    @Test
    void killedAtAnyMomentItEndsWithTheSameBytes() throws Exception {
        Random random = new Random(1);
        int lost = 0;
        int tooLate = 0;
        int compared = 1;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = child(root, SHORT_MILLIS);
            int ended = 1 + random.nextInt(5);
            var unused = awaitRuns(child, ended);
            TimeUnit.MICROSECONDS.sleep(random.nextInt(400_000));
            int before = kept();
            child.destroyForcibly().waitFor();
            if (!names(root).contains(".test.journal")) {
                tooLate++;
                continue; // It had ended before.
            }
            lost += Math.max(0, before - kept());
            if (random.nextInt(3) == 0) {
                endsLikeTheUndisturbed();
                compared++;
            }
        }
        assertThat(lost).isZero();
        endsLikeTheUndisturbed();
        System.out.printf(
                "%d processes killed, of which %d had written their results; %d runs lost; %d sweeps"
                        + " resumed to their end, all with the same bytes%n",
                KILLS, tooLate, lost, compared);
    }

    @Test
    void askedToEndItSaysInOneLineWhatIsKeptAndHowToGoOn() throws Exception {
        Process child = child(root, LONG_MILLIS);
        var unused = awaitRuns(child, 5);
        long start = System.nanoTime();
        child.destroy();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(2);
        assertThat(child.exitValue()).isEqualTo(128 + 15);
        List<String> errors =
                Files.readAllLines(root.resolveSibling("errors")).stream()
                        .filter(line -> !line.contains("SLF4J"))
                        .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0))
                .matches("stopped; \\d+ of 40 runs are kept; go on with: the command");
        assertThat(names(root)).containsExactly(".test.journal");
        assertThat(errors.get(0)).startsWith("stopped; " + kept() + " of");
        assertThat(kept()).isBetween(5, 39);
        endsLikeTheUndisturbed();
    }

    @Test
    void theSecondOfTwoProcessesIsRefused() throws Exception {
        Process first = child(root, LONG_MILLIS);
        var unused = awaitRuns(first, 1);
        Process second = child(root, LONG_MILLIS);
        assertThat(second.waitFor()).isEqualTo(2);
        assertThat(Files.readString(root.resolveSibling("errors")))
                .contains(root.resolve("test") + ": process " + first.pid() + " is at work on it");
        List<String> rest = awaitRuns(first, Integer.MAX_VALUE);
        assertThat(first.waitFor()).as(rest.toString()).isZero();
        endsLikeTheUndisturbed();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
