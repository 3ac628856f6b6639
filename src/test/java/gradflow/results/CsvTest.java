package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final String GOLDEN =
            """
            run_id,time_step,grad_hidden_l2,grad_cell_l2
            a,1,1.0E-300,
            "b, ""c""\",2,0.1,Infinity
            d,1234567,1.2345678901234567E7,
            """;

    @TempDir Path folder;

    private final Locale before = Locale.getDefault();

    record Row(String runId, int timeStep, double gradHiddenL2, Double gradCellL2) {}

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "tr-TR"})
    void theBytesAreTheSameInEveryLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        Table table =
                Table.of(
                        "x.csv",
                        Row.class,
                        List.of(
                                new Row("a", 1, 1e-300, null),
                                new Row("b, \"c\"", 2, 0.1, Double.POSITIVE_INFINITY),
                                new Row("d", 1234567, 12345678.901234567, Double.NaN)));
        assertThat(new String(Csv.bytes(table), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void aRowHasAValueForEveryColumn() {
        assertThatThrownBy(() -> new Table("x.csv", List.of("a", "b"), List.of(List.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for 2 columns");
    }

    @Test
    void noTwoColumnsHaveOneName() {
        assertThatThrownBy(() -> new Table("x.csv", List.of("loss", "b", "loss"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two columns of one name");
        assertThat(Columns.distinct(List.of("hidden_size", "status", "hidden_size")))
                .containsExactly("hidden_size", "status", "actual_hidden_size");
        assertThat(Columns.indexOfMeasured(List.of("a", "b", "actual_a"), "a")).isEqualTo(2);
        assertThat(Columns.indexOfMeasured(List.of("a", "b", "actual_a"), "b")).isEqualTo(1);
    }

    @Test
    void aColumnHoldsPlainValuesOnly() {
        Table table = new Table("x.csv", List.of("a"), List.of(Arrays.asList(1.5f)));
        assertThatThrownBy(() -> Csv.bytes(table)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Opened in a spreadsheet such a text would be computed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            =1+1            | '=1+1
            @SUM(A1)        | '@SUM(A1)
            +cmd            | '+cmd
            -x              | '-x
            - 5             | '- 5
            -5,6            | "'-5,6"
            '=1             | ''=1
            ''-5            | '''-5
            --5             | '--5
            -5              | -5
            +5.0E-3         | +5.0E-3
            1=1             | 1=1
            a@b             | a@b
            '               | '
            'tis            | 'tis
            """)
    void aTextThatBeginsLikeAFormulaIsNoneAndIsReadBack(String text, String cell)
            throws IOException {
        Table table = new Table("x.csv", List.of("a"), List.of(List.of(text)));
        byte[] bytes = Csv.bytes(table);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("a\n" + cell + "\n");
        Path file = Files.write(folder.resolve("x.csv"), bytes);
        assertThat(StoredTable.read(file)).isEqualTo(StoredTable.of(table));
        assertThat(StoredTable.read(file).value(0, "a")).isEqualTo(text);
    }

    @Test
    void numbersAreNeverMadeTexts() {
        Table table =
                new Table(
                        "x.csv",
                        List.of("a", "b", "c"),
                        List.of(List.of(-1.5, -3L, Double.NEGATIVE_INFINITY)));
        assertThat(new String(Csv.bytes(table), StandardCharsets.UTF_8))
                .isEqualTo("a,b,c\n-1.5,-3,-Infinity\n");
    }

    @Test
    void severalLinesBecomeOneTextToo() throws IOException {
        Table table = new Table("x.csv", List.of("a"), List.of(List.of("=é,\"\n")));
        Path file = Files.write(folder.resolve("x.csv"), Csv.bytes(table));
        assertThat(Files.readString(file)).isEqualTo("a\n\"'=é,\"\"\n\"\n");
        assertThat(StoredTable.read(file).value(0, "a")).isEqualTo("=é,\"\n");
    }
}
