package gradflow.task.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    private static final Path FILE = Path.of("data/digits.csv");

    @Test
    void theFirstDigitIsAZero() {
        Digits digits = Digits.load(FILE);
        assertThat(digits.label(0)).isZero();
        assertThat(digits.pixel(0, 2)).isEqualTo(5);
        assertThat(digits.label(1796)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0,0,5,13,9   | 0,0,5,13      | row 1: damaged, it has 64 values instead of 65
            0,0,5,13,9   | 0,0,5,17,9    | row 1: damaged, '17' is not a whole number from 0 to 16
            0,0,5,13,9   | 0,0,5,-1,9    | row 1: damaged, '-1' is not a whole number from 0 to 16
            0,0,5,13,9   | 0,0,5,x,9     | row 1: damaged, 'x' is not a whole number from 0 to 16
            0,0,5,13,9   | 0,0,5,12,9    | damaged, its sha256 is not 6ebb3d2f
            """)
    void damageIsNamedInOneLine(String whole, String broken, String expected, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("digits.csv");
        Files.writeString(file, Files.readString(FILE).replaceFirst(whole, broken));
        assertThatThrownBy(() -> Digits.load(file))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected)
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aFileThatIsCutShortOrMissingIsAMistake(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("digits.csv");
        assertThatThrownBy(() -> Digits.load(file))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("cannot be read");
        Files.write(file, Files.readAllLines(FILE).subList(0, 10));
        assertThatThrownBy(() -> Digits.load(file))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("it has 10 rows instead of 1797");
    }
}
