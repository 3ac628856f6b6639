package gradflow.verify;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.StoredTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableComparisonTest {
    private static final StoredTable REFERENCE = table("1.0", "2.0");

    private static StoredTable table(String first, String second) {
        return new StoredTable(
                List.of("run_id", "loss"),
                List.of(List.of("a", first), List.of("b", second), List.of("c", "word")));
    }

    private static String difference(StoredTable other) {
        return new TableComparison(REFERENCE, other).firstDifference().orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 2.0, none",
        "1.0, 2.0000000000000004, 'row 2 (b), loss: 2.0 is 2.0000000000000004 (1 ULP); 1 of 3 rows differ'",
        "0.9999999999999998, 3.0, 'row 1 (a), loss: 1.0 is 0.9999999999999998 (2 ULP); 2 of 3 rows differ'",
        "1.00, 2.0, 'row 1 (a), loss: 1.0 is 1.00 (0 ULP); 1 of 3 rows differ'",
        "'', 2.0, 'row 1 (a), loss: 1.0 is empty; 1 of 3 rows differ'",
        "many, 2.0, 'row 1 (a), loss: 1.0 is many; 1 of 3 rows differ'"
    })
    void theFirstDifferenceIsNamed(String first, String second, String expected) {
        assertThat(difference(table(first, second))).isEqualTo(expected);
    }

    @Test
    void distancesReachAcrossZero() {
        StoredTable low = new StoredTable(List.of("x"), List.of(List.of("-4.9E-324")));
        StoredTable high = new StoredTable(List.of("x"), List.of(List.of("4.9E-324")));
        assertThat(new TableComparison(low, high).firstDifference().orElseThrow())
                .contains("(2 ULP)");
    }

    @Test
    void rowsAndColumnsThatAreGoneOrNewAreNamed() {
        assertThat(difference(new StoredTable(REFERENCE.columns(), REFERENCE.rows().subList(0, 2))))
                .isEqualTo("2 rows instead of 3; the first 2 are the same");
        assertThat(difference(new StoredTable(List.of("run_id", "cost"), REFERENCE.rows())))
                .isEqualTo("other columns: [loss] gone, [cost] new");
        assertThat(difference(new StoredTable(List.of("loss", "run_id"), REFERENCE.rows())))
                .isEqualTo("the columns have another order");
        assertThat(
                        difference(
                                new StoredTable(
                                        REFERENCE.columns(),
                                        List.of(
                                                List.of("a"),
                                                List.of("b", "2.0"),
                                                List.of("c", "word")))))
                .startsWith("row 1 has 1 values instead of 2");
    }
}
