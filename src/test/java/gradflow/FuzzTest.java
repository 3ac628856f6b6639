package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Experiments;
import gradflow.mistake.Printable;
import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a file has: it is an experiment, or a mistake in one printable line of at most 500
 * characters. {@code -Dfuzz=N} for N files of each kind and seed.
 */
class FuzzTest {
    private static final int FILES = Integer.getInteger("fuzz", 60);
    private static final int SEEDS = 5;
    private static final int LONGEST = 500;

    /** Pieces of which bad files are made; they are joined in any order. */
    private static final List<String> PIECES =
            List.of(
                    "question",
                    "type",
                    "grid",
                    "seeds",
                    "fixed",
                    "quick",
                    "claims",
                    "baseline",
                    "nuisance",
                    "cell",
                    "LSTM",
                    "hiddenSize",
                    "timeLimit",
                    "training",
                    "jacobian",
                    "condition",
                    "mitigation",
                    "clip-global-norm(1)",
                    ": ",
                    ":",
                    "\n",
                    "\n  ",
                    "\n- ",
                    "- ",
                    "{",
                    "}",
                    "[",
                    "]",
                    ", ",
                    "\"",
                    "'",
                    "#",
                    "&a ",
                    "*a",
                    "!!map ",
                    "!t ",
                    "|",
                    ">",
                    "? ",
                    "---\n",
                    "...\n",
                    "%YAML 1.1\n",
                    "~",
                    "null",
                    "true",
                    "yes",
                    "1",
                    "-1",
                    "0.1",
                    "1e400",
                    ".nan",
                    "0x1",
                    "1_0",
                    "\t",
                    "\r",
                    "\u0000",
                    "\u001b",
                    "\u202e",
                    "\ufeff",
                    "é",
                    "\ud83d\ude00",
                    "\\",
                    "<<",
                    "=",
                    "@",
                    "`");

    @TempDir Path folder;
    private final ExperimentReader reader =
            new ExperimentReader(Path.of("experiments"), new Experiments(Path.of("data")).types());
    private int experiments;
    private int mistakes;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    private void read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("fuzz.yaml"), bytes);
        try {
            ExperimentSpec spec = reader.read(file, false, Overrides.NONE);
            assertThat(spec.runs()).isNotEmpty();
            experiments++;
        } catch (UserMistake mistake) {
            String line = mistake.getMessage();
            assertThat(line.codePoints().allMatch(Printable::is)).as(line).isTrue();
            assertThat(line.length()).isBetween(1, LONGEST);
            mistakes++;
        } catch (RuntimeException | Error other) {
            throw new AssertionError(
                    "read: " + new String(bytes, StandardCharsets.UTF_8).replace("\n", "\\n"),
                    other);
        }
    }

    private static List<byte[]> committed() throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (var paths = Files.list(Path.of("experiments"))) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).sorted().toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** Bytes of a committed file replaced, doubled, deleted, or swapped for another file's. */
    private static byte[] mutated(List<byte[]> files, SplittableRandom random) {
        byte[] file = files.get(random.nextInt(files.size())).clone();
        int edits = 1 + random.nextInt(4);
        for (int edit = 0; edit < edits && file.length > 2; edit++) {
            int from = random.nextInt(file.length - 1);
            int to = Math.min(file.length, from + 1 + random.nextInt(12));
            byte[] piece =
                    switch (random.nextInt(5)) {
                        case 0 -> new byte[0];
                        case 1 -> new byte[] {(byte) random.nextInt(256)};
                        case 2 -> Arrays.copyOfRange(file, from, to).clone();
                        case 3 -> {
                            byte[] other = files.get(random.nextInt(files.size()));
                            int start = random.nextInt(other.length);
                            yield Arrays.copyOfRange(
                                    other, start, Math.min(other.length, start + 20));
                        }
                        default ->
                                PIECES.get(random.nextInt(PIECES.size()))
                                        .getBytes(StandardCharsets.UTF_8);
                    };
            boolean doubles = random.nextBoolean();
            byte[] joined = new byte[file.length + piece.length - (doubles ? 0 : to - from)];
            System.arraycopy(file, 0, joined, 0, from);
            System.arraycopy(piece, 0, joined, from, piece.length);
            System.arraycopy(
                    file,
                    doubles ? from : to,
                    joined,
                    from + piece.length,
                    file.length - (doubles ? from : to));
            file = joined;
        }
        return file;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void editedFilesAreExperimentsOrMistakes(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> files = committed();
        for (int i = 0; i < FILES; i++) {
            read(mutated(files, random));
        }
        assertThat(experiments).as("some edits leave an experiment").isPositive();
        assertThat(mistakes).as("some do not").isPositive();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void joinedPiecesAreExperimentsOrMistakes(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 4 * FILES; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(40);
            for (int piece = 0; piece < pieces; piece++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            read(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(mistakes).isPositive();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesAreAMistake(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            read(bytes);
        }
        assertThat(experiments).isZero();
    }

    /** Values of -Dset go the same way. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyOverrideIsOneOrAMistake(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(8);
            for (int piece = 0; piece < pieces; piece++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                text.append(random.nextInt(3) == 0 ? "=" : "");
            }
            try {
                var unused = reader.read("characters", false, Overrides.parse(text.toString()));
            } catch (UserMistake mistake) {
                assertThat(mistake.getMessage().codePoints().allMatch(Printable::is)).isTrue();
                assertThat(mistake.getMessage().length()).isBetween(1, LONGEST);
            } catch (RuntimeException | Error other) {
                throw new AssertionError("-Dset=" + text, other);
            }
        }
    }

    /** The committed files themselves, so that a reader that refuses all would be noticed. */
    @Test
    void committedFilesAreExperiments() throws IOException {
        for (byte[] file : committed()) {
            read(file);
        }
        assertThat(mistakes).isZero();
    }
}
