package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {
    @TempDir Path root;

    private static Table table(String file, Object value) {
        return new Table(file, List.of("a"), List.of(Arrays.asList(value)));
    }

    @Test
    void filesAndTheirChecksumsAreWritten() throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root.resolve("deep/er"), "x", new Disk())) {
            folder.write(List.of(table("runs.csv", 1)), Map.of("commit", "abc"));
        }
        Path folder = root.resolve("deep/er/x");
        assertThat(folder.resolve("runs.csv")).hasContent("a\n1\n");
        JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
        assertThat(manifest.at("/commit").asText()).isEqualTo("abc");
        assertThat(manifest.at("/sha256/runs.csv").asText())
                .isEqualTo(DigestUtils.sha256Hex("a\n1\n"));
        assertThat(names(root.resolve("deep/er"))).containsExactly("x");
    }

    /** The manifest is the list of what there is; an earlier form of an experiment had more. */
    @Test
    void filesThatAreNotWrittenAgainDisappear() throws IOException {
        write(table("runs.csv", 1), table("claims.csv", 1));
        Files.writeString(root.resolve("x/left_out.csv"), "of a process that was killed");
        Files.writeString(root.resolve("README.md"), "about all of them");
        write(table("runs.csv", 2));
        assertThat(names(root)).containsExactly("README.md", "x");
        assertThat(names(root.resolve("x"))).containsExactly("manifest.json", "runs.csv");
    }

    @Test
    void aLinkedFolderStaysALink() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("disk/far"));
        Path results = Files.createDirectory(root.resolve("results"));
        Files.createSymbolicLink(results.resolve("x"), elsewhere);
        Path linkedRoot = Files.createSymbolicLink(root.resolve("link"), results);
        for (int value = 1; value <= 2; value++) {
            try (ResultsFolder folder = ResultsFolder.open(linkedRoot, "x", new Disk())) {
                folder.write(List.of(table("runs.csv", value)), Map.of());
                assertThat(folder.path()).isEqualTo(linkedRoot.resolve("x"));
            }
        }
        assertThat(elsewhere.resolve("runs.csv")).hasContent("a\n2\n");
        assertThat(results.resolve("x")).isSymbolicLink();
        assertThat(names(root.resolve("disk"))).containsExactly("far");
    }

    @Test
    void whatCannotBeReplacedIsFoundBeforeTheRuns() throws IOException {
        Files.createSymbolicLink(root.resolve("x"), root.resolve("nowhere"));
        assertThatThrownBy(() -> ResultsFolder.open(root, "x", new Disk()))
                .isInstanceOf(UserMistake.class)
                .hasMessageEndingWith("x: is a link to nothing; a folder is needed");
        Files.createDirectories(root.resolve("y/runs.csv"));
        assertThatThrownBy(() -> ResultsFolder.open(root, "y", new Disk()))
                .isInstanceOf(UserMistake.class)
                .hasMessageEndingWith("runs.csv: is a folder; a file is needed for the results");
        assertThat(names(root)).containsExactly("x", "y");
    }

    private void write(Table... tables) throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root, "x", new Disk())) {
            folder.write(List.of(tables), Map.of());
        }
    }

    @Test
    void oldFilesAreReplacedAndOthersLeftAlone() throws IOException {
        Path mine = Files.createDirectory(root.resolve("x")).resolve("notes.txt");
        Files.writeString(mine, "mine");
        for (int value = 1; value <= 2; value++) {
            try (ResultsFolder folder = ResultsFolder.open(root, "x", new Disk())) {
                folder.write(List.of(table("runs.csv", value)), Map.of());
            }
        }
        assertThat(root.resolve("x/runs.csv")).hasContent("a\n2\n");
        assertThat(mine).hasContent("mine");
    }

    /** The second table cannot be written: nothing of the first may show. */
    @Test
    void interruptedWritingLeavesTheOldFilesWhole() throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root, "x", new Disk())) {
            folder.write(List.of(table("runs.csv", 1)), Map.of());
        }
        assertThatThrownBy(
                        () -> {
                            try (ResultsFolder folder = ResultsFolder.open(root, "x", new Disk())) {
                                folder.write(
                                        List.of(
                                                table("runs.csv", 2),
                                                table("gradients.csv", new Object())),
                                        Map.of());
                            }
                        })
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(names(root)).containsExactly("x");
        assertThat(names(root.resolve("x"))).containsExactly("manifest.json", "runs.csv");
        assertThat(root.resolve("x/runs.csv")).hasContent("a\n1\n");
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        // Process ids end below 2^22 on Linux and 99999 elsewhere.
        Path abandoned = Files.createDirectory(root.resolve(".x-2000000001"));
        Files.writeString(abandoned.resolve("runs.csv"), "half");
        ResultsFolder.open(root, "x", new Disk()).close();
        assertThat(names(root)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAMistake() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> ResultsFolder.open(root, "file", new Disk()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("is a file; a folder is needed");
        assertThatThrownBy(() -> ResultsFolder.open(file.resolve("below"), "x", new Disk()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("cannot be written");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A page shows the files beside it, and so never those of an older state. */
    @Test
    void theReportIsDrawnFromTheNewFilesAndGoesWithThem() throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root, "x")) {
            folder.write(
                    List.of(table("runs.csv", 1)),
                    Map.of(),
                    staged -> Map.of(ResultsFolder.REPORT, staged.bytes("runs.csv")));
        }
        assertThat(root.resolve("x/report.html")).hasContent("a\n1\n");
        JsonNode manifest = new ObjectMapper().readTree(root.resolve("x/manifest.json").toFile());
        assertThat(manifest.path("sha256").has("report.html")).isTrue();
        try (ResultsFolder folder = ResultsFolder.open(root, "x")) {
            folder.complete(
                    there -> {
                        // What is made of a page must not depend on an older page.
                        assertThat(there.files()).containsExactly("runs.csv");
                        return Map.of(ResultsFolder.REPORT, new byte[] {'!'});
                    });
        }
        assertThat(root.resolve("x/report.html")).hasContent("!");
        assertThat(names(root)).containsExactly("x");
        write(table("runs.csv", 2));
        assertThat(names(root.resolve("x"))).containsExactly("manifest.json", "runs.csv");
    }
}
