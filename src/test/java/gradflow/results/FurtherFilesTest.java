package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made from the CSVs are part of the folder like them. */
class FurtherFilesTest {
    private static final String FILE = "about.json";
    private static final List<Table> TABLES =
            List.of(new Table("runs.csv", List.of("a"), List.of(List.of(1))));
    @TempDir Path root;
    private Path folder;

    @BeforeEach
    void open() {
        folder = root.resolve("x");
    }

    /** Says what the other files hold. */
    private static Map<String, byte[]> made(StoredResults results) throws IOException {
        String text =
                results.files() + new String(results.bytes("runs.csv"), StandardCharsets.UTF_8);
        return Map.of(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private StoredResults write(FileMaker maker) throws IOException {
        try (ResultsFolder results = ResultsFolder.open(root, "x")) {
            results.write(TABLES, Map.of("rate", 0.002), maker);
        }
        return StoredResults.open(folder);
    }

    @Test
    void theManifestListsThem() throws IOException {
        StoredResults results = write(FurtherFilesTest::made);
        assertThat(results.files()).containsExactly("runs.csv", FILE);
        assertThat(folder.resolve(FILE)).hasContent("[runs.csv]a\n1\n");
        assertThat(results.manifest().at("/sha256/" + FILE).asText())
                .isEqualTo(DigestUtils.sha256Hex("[runs.csv]a\n1\n"));
        assertThat(write(written -> Map.of()).files()).containsExactly("runs.csv");
        assertThat(folder.resolve(FILE)).doesNotExist();
    }

    @Test
    void anOldFolderGetsThemAndStaysAsItWas() throws IOException {
        write(written -> Map.of());
        String manifest = Files.readString(folder.resolve("manifest.json"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        for (int i = 0; i < 2; i++) {
            try (ResultsFolder results = ResultsFolder.open(root, "x")) {
                results.complete(there -> Map.of(FILE, new byte[] {'x'}));
            }
            assertThat(folder.resolve(FILE)).hasContent("x");
            assertThat(folder.resolve("notes.txt")).hasContent("mine");
            String listed = ",\n    \"%s\" : \"%s\"".formatted(FILE, DigestUtils.sha256Hex("x"));
            assertThat(Files.readString(folder.resolve("manifest.json")).replace(listed, ""))
                    .isEqualTo(manifest);
            assertThat(StoredResults.open(folder).isEdited("runs.csv")).isFalse();
        }
    }

    @Test
    void nothingChangesIfTheyCannotBeMade() throws IOException {
        write(written -> Map.of());
        try (ResultsFolder results = ResultsFolder.open(root, "x")) {
            assertThatThrownBy(
                            () ->
                                    results.complete(
                                            there -> {
                                                throw new IOException("unreadable");
                                            }))
                    .hasMessage("unreadable");
        }
        assertThat(StoredResults.open(folder).files()).containsExactly("runs.csv");
        assertThat(folder.resolve("runs.csv")).hasContent("a\n1\n");
    }

    @Test
    void aFolderWithoutResultsIsRefused() throws IOException {
        Files.createDirectory(folder);
        try (ResultsFolder results = ResultsFolder.open(root, "x")) {
            assertThatThrownBy(() -> results.complete(FurtherFilesTest::made))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("holds no results");
        }
    }
}
