package gradflow.results.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.experiment.Status;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCheckTest {
    private static final String HEADER =
            "run_id,cell,singular_value,seed,status,iterations,"
                    + "derivative_min,derivative_max,derivative_mean,zero_derivative_fraction,"
                    + "dead_unit_fraction,decay_per_step,first_step_jacobian_l2";
    private static final String ROW = "a_seed1,LSTM,2.0,1,solved,0,-1.0,1.0,0.5,0.0,0.25,,1.0E-300";
    private static final String MANIFEST =
            """
            {"experiment": {"type": "activations",
              "grid": [{"cell": ["LSTM", "GRU"]}, {"singularValue": [1.0, 2.0]}]}}
            """;

    @TempDir Path folder;

    private Optional<String> problem(String header, String... rows) throws IOException {
        StoredResults results = new StoredResults(folder, new ObjectMapper().readTree(MANIFEST));
        List<List<String>> values =
                Arrays.stream(rows).map(row -> List.of(row.split(",", -1))).toList();
        StoredTable table = new StoredTable(List.of(header.split(",")), values);
        return TableCheck.problem(results, "runs.csv", table);
    }

    private Optional<String> replaced(String text, String by) throws IOException {
        assertThat(ROW).contains(text);
        return problem(HEADER, ROW, ROW.replace(text, by));
    }

    @Test
    void whatIsDeclaredPasses() throws IOException {
        assertThat(problem(HEADER, ROW)).isEmpty();
        assertThat(problem(HEADER + ",failure", ROW + ",because")).isEmpty();
        assertThat(replaced("1.0E-300", "Infinity")).isEmpty();
    }

    @Test
    void aWrongValueIsNamedWithRowAndColumn() throws IOException {
        assertThat(replaced("solved", "sovled"))
                .contains(
                        "row 2, column status: 'sovled' is not one of solved, unsolved, diverged,"
                                + " failed");
        assertThat(replaced("2.0", "two"))
                .contains("row 2, column singular_value: 'two' is not a number");
        assertThat(replaced(",1,", ",1.5,"))
                .contains("row 2, column seed: '1.5' is not a whole number, 0 or more");
        assertThat(replaced("0.25", "1.25"))
                .contains("row 2, column dead_unit_fraction: '1.25' is not a number, 0 … 1");
        assertThat(replaced("1.0E-300", "NaN")).get().asString().contains("'NaN' is not a number");
        assertThat(replaced("a_seed1", ""))
                .contains("row 2, column run_id: is empty, a text is needed");
        assertThat(replaced(",0.25,", ",")).contains("row 2 has 12 values instead of 13");
    }

    @Test
    void aWrongHeaderIsNamed() throws IOException {
        assertThat(problem(HEADER.replace("seed", "sede"), ROW))
                .contains("column sede is not declared");
        assertThat(problem(HEADER.replace(",status", ""), ROW))
                .contains("column status is missing");
        assertThat(problem(HEADER.replace("seed,status", "status,seed"), ROW))
                .get()
                .asString()
                .startsWith("the columns are not in the order run_id,cell,singular_value,seed,");
    }

    @Test
    void aDamagedFileIsOneLineForItsUser() throws IOException {
        Files.writeString(folder.resolve("runs.csv"), HEADER + "\n" + ROW.replace("2.0", "x"));
        Files.writeString(folder.resolve("manifest.json"), MANIFEST);
        StoredResults results = StoredResults.open(folder);
        assertThatThrownBy(() -> TableCheck.read(results, "runs.csv"))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        folder.resolve("runs.csv")
                                + ": row 1, column singular_value: 'x' is not a number");
    }

    /** A setting of the grid may have the name of a measured column. */
    @Test
    void measuredColumnsStepAsideForSettings() throws IOException {
        String manifest =
                """
                {"experiment": {"type": "throughput", "grid": [{"iterations": [3]}]}}
                """;
        StoredResults results = new StoredResults(folder, new ObjectMapper().readTree(manifest));
        assertThat(TableSchema.of("runs.csv", results).orElseThrow().fields())
                .extracting(Field::name)
                .startsWith("run_id", "iterations", "seed", "status", "actual_iterations");
    }

    @Test
    void declaredWordsAreThoseOfTheProgram() {
        List<String> cells = Arrays.stream(Cell.values()).map(Cell::label).toList();
        List<String> status = Arrays.stream(Status.values()).map(Status::word).toList();
        List<String> makers =
                Arrays.stream(Implementation.values()).map(Implementation::label).toList();
        for (TableDeclaration table : Declarations.all().tables()) {
            if (table.kinds().contains("peers")) {
                // Cells that other libraries have, and these libraries.
                continue;
            }
            for (ColumnDeclaration column : table.columns()) {
                if (column instanceof Field field && !field.words().isEmpty()) {
                    switch (field.name()) {
                        case "cell" -> assertThat(field.words()).containsAll(cells);
                        case "status" -> assertThat(field.words()).hasSameElementsAs(status);
                        case "implementation" ->
                                assertThat(field.words()).hasSameElementsAs(makers);
                        default -> assertThat(field.words()).doesNotHaveDuplicates();
                    }
                }
            }
        }
    }
}
