package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir Path root;

    @Test
    void oneAtATimeAndNothingIsLeft() throws IOException {
        try (ResultsFolder first = ResultsFolder.open(root, "x", new Disk())) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> ResultsFolder.open(root, "x", new Disk()))
                        .isInstanceOf(UserMistake.class)
                        .hasMessageStartingWith(
                                "%s: process %d is at work on it"
                                        .formatted(first.path(), ProcessHandle.current().pid()));
            }
            ResultsFolder.open(root, "y", new Disk()).close();
        }
        assertThat(root).isEmptyDirectory();
        ResultsFolder.open(root, "x", new Disk()).close();
    }

    @Test
    void aLinkToTheFolderIsTheFolder() throws IOException {
        Path results = Files.createDirectories(root.resolve("results"));
        Files.createDirectory(results.resolve("x"));
        Path link = Files.createSymbolicLink(root.resolve("link"), results);
        Files.createSymbolicLink(results.resolve("also"), results.resolve("x"));
        try (ResultsFolder first = ResultsFolder.open(results, "x", new Disk())) {
            assertThat(first.path()).isEqualTo(results.resolve("x"));
            assertThatThrownBy(() -> ResultsFolder.open(link, "x", new Disk()))
                    .hasMessageContaining("is at work on it");
            assertThatThrownBy(() -> ResultsFolder.open(results, "also", new Disk()))
                    .hasMessageContaining("is at work on it");
        }
    }

    /** Whatever a file says, nobody holds it whose process has ended. */
    @Test
    void whatADeadProcessLeftIsTakenOver() throws IOException {
        Files.writeString(root.resolve(".x.lock"), "1\n");
        try (ResultsFolder folder = ResultsFolder.open(root, "x", new Disk())) {
            assertThat(Files.readString(root.resolve(".x.lock")))
                    .startsWith(ProcessHandle.current().pid() + " ");
            assertThat(folder.path()).isEqualTo(root.resolve("x"));
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aMistakeFoundLaterGivesTheLockBack() throws IOException {
        Path file = Files.createDirectories(root.resolve("x/runs.csv"));
        assertThatThrownBy(() -> ResultsFolder.open(root, "x", new Disk()))
                .hasMessageContaining("runs.csv: is a folder");
        Files.delete(file);
        ResultsFolder.open(root, "x", new Disk()).close();
    }

    /** A process of its own that holds a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (ResultsFolder folder =
                    ResultsFolder.open(Path.of(arguments[0]), "x", new Disk())) {
                System.out.println(folder.path());
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void anotherProcessIsNamedUntilItIsDead() throws Exception {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                root.toString())
                        .start();
        assertThat(holder.getInputStream().read()).isPositive();
        assertThatThrownBy(() -> ResultsFolder.open(root, "x", new Disk()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("process " + holder.pid() + " is at work on it");
        holder.destroyForcibly().waitFor();
        ResultsFolder.open(root, "x", new Disk()).close();
        assertThat(root).isEmptyDirectory();
    }
}
