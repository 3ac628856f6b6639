package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    @TempDir Path folder;

    /** A few hundred kilobytes that unpack to more than an eighth of the heap. */
    @Test
    void aFileThatUnpacksToMoreThanMemoryHoldsIsRefused() throws IOException {
        Path bomb = folder.resolve("bomb.gz");
        long size = Runtime.getRuntime().maxMemory() / 8 + 1;
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < size; written += zeros.length) {
                out.write(zeros);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertThatThrownBy(() -> DataFile.read(bomb, "a text is expected there"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(bomb + ": is longer than ")
                .hasMessageContaining("a shorter file or a larger heap");
    }

    @Test
    void aFileWithoutEndIsRefused() {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless));
        assertThatThrownBy(() -> DataFile.read(endless, "a text is expected there"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("/dev/zero: is longer than ");
    }

    @Test
    void othersAreReadWhole() throws IOException {
        Path file = Files.write(folder.resolve("data"), new byte[] {1, 2, 3});
        assertThat(DataFile.read(file, "")).containsExactly(1, 2, 3);
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        assertThat(DataFile.read(empty, "")).isEmpty();
    }
}
