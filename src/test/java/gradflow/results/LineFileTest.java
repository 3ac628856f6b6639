package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lines");
    }

    @Test
    void linesAreAddedBehindWhatIsKept() throws IOException {
        Files.writeString(file, "one\ntwo\ntor");
        List<String> lines = new ArrayList<>();
        long length =
                LineFile.read(
                        file,
                        (number, text, isLast) -> lines.add(number + text + (isLast ? "!" : "")));
        assertThat(lines).containsExactly("1one", "2two");
        try (LineFile opened = LineFile.open(file, length, new Disk())) {
            opened.add("dréi");
            assertThat(file).hasContent("one\ntwo\ndréi\n");
        }
        long upToTwo = LineFile.read(file, (number, text, isLast) -> number < 2);
        assertThat(upToTwo).isEqualTo(4);
    }

    @Test
    void theLastLineIsToldFromTheOthers() throws IOException {
        Files.writeString(file, "one\ntwo\n");
        List<Boolean> last = new ArrayList<>();
        var unused = LineFile.read(file, (number, text, isLast) -> last.add(isLast));
        assertThat(last).containsExactly(false, true);
    }

    /** On most systems a file that was removed can be written to, and is lost when it is closed. */
    @Test
    void aFileThatWasRemovedTakesNoMoreLines() throws IOException {
        try (LineFile opened = LineFile.open(file, 0, new Disk())) {
            opened.add("one");
            Files.delete(file);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> opened.add("two"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("removed");
            }
        }
        assertThat(file).doesNotExist();
    }
}
