package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTextTest {
    private static final String TEXT = Specs.HEAD + Specs.GRID;
    @TempDir Path folder;

    private void refused(Path path, String message) {
        assertThatThrownBy(() -> Specs.reader(folder).read(path, false, Overrides.NONE))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine.yaml", "mine.yml", "a.b.yaml"})
    void theEndingIsThatOfYaml(String name) throws IOException {
        Path path = Files.writeString(folder.resolve(name), TEXT);
        assertThat(Specs.reader(folder).read(path, false, Overrides.NONE).name())
                .isEqualTo(name.replaceAll("\\.ya?ml$", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "mine.txt", "mine.json", "mine.yaml.bak", "mine.YAML", "yaml"})
    void otherEndingsAreRefused(String name) throws IOException {
        refused(
                Files.writeString(folder.resolve(name), TEXT),
                "an experiment file's name ends in .yaml or .yml");
    }

    @Test
    void theNameBecomesAFolders() throws IOException {
        for (String name : new String[] {"a b.yaml", "...yaml", "-a.yaml", "é.yaml"}) {
            refused(
                    Files.writeString(folder.resolve(name), TEXT),
                    "the file's name becomes a folder's");
        }
        Files.writeString(folder.resolve("a b.yaml"), TEXT);
        assertThatThrownBy(() -> Specs.reader(folder).list())
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("the file's name becomes a folder's");
    }

    @Test
    void noMoreIsReadThanAnExperimentCanBe() throws IOException {
        String long1 = TEXT + "#".repeat(ExperimentText.MOST_BYTES - TEXT.length());
        Path path = Files.writeString(folder.resolve("large.yaml"), long1);
        assertThat(Specs.reader(folder).read(path, false, Overrides.NONE).runs()).hasSize(8);
        Files.writeString(path, long1 + "#");
        refused(path, "an experiment file has at most 1048576 bytes");
    }

    @Test
    void theTextIsUtf8() throws IOException {
        Path path = folder.resolve("latin.yaml");
        Files.write(path, "question: für wen?\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(path, "is not UTF-8; save it as UTF-8 text");
        Files.write(path, TEXT.getBytes(StandardCharsets.UTF_16));
        refused(path, "is not UTF-8");
    }

    @Test
    void aFolderOrNothingIsNoFile() throws IOException {
        refused(Files.createDirectory(folder.resolve("x.yaml")), "there is no such experiment");
        refused(folder.resolve("y.yaml"), "there is no such experiment file");
    }
}
