package gradflow.task.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.FillMissing;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TableSplit;
import gradflow.model.settings.TaskSettings;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is one line that names file, line, column and what is allowed. */
class TableMistakesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            id,x,y/s0,oops,a          | line 2: column 'x': 'oops' is no number; digits with a decimal point are needed
            id,x,y/s0,0x1p3,a         | line 2: column 'x': '0x1p3' is no number; digits with a decimal point are needed
            id,x,y/s0,1e999,a         | line 2: column 'x': '1e999' is too large for a number
            id,x,y/s0,1,a/s0,NaN,a    | line 3: column 'x': is missing ('NaN'); every step needs a number, or fillMissing previous or mean
            id;x;y/s0;1,5;a/s0;1.5;a  | line 3: column 'x': '1.5' has another decimal mark than numbers before it, which have ','
            id,x,y/,1,a               | line 2: column 'id': is empty; every row needs its sequence
            id,x,y/s0,1,a,b           | line 2: 4 fields; the header has 3 columns
            id,x,x,y/s0,1,1,a         | line 1: two columns are called 'x'; each needs its own
            Id,x,y/s0,1,a             | sequenceColumn: no column 'id'; did you mean 'Id'? (known: Id, x, y)
            id,x,label/s0,1,a         | labelColumns: no column 'y'; known: id, x, label
            id,y/s0,a                 | no column is left for the inputs; at least one is needed
            id,x,y                    | no rows; a header and rows are needed
            id,x,y/s0,1,a/s0,2,b      | line 3: column 'y': 'b' is not the class of the rows before it in its sequence; a sequence has one
            id,x,y/s0,1,/s0,2,        | line 2: column 'y': is empty in all rows of its sequence; one class is needed
            id,x,y/s0,1,a/s1,2,b      | 2 sequences are too few to be split; 5 or more are needed
            id,x,y/1,1,a/2,2,a/3,2,a/4,1,a/5,1,a | column 'y' has the class 'a' alone; two or more are needed
            """)
    void aMistakeInTheFileIsNamedWithItsPlace(String text, String expected) {
        Path file = TableFiles.write(folder, "my.csv", text.replace('/', '\n') + "\n");
        refused(file, 3, TableFiles.ID_CLASS, file + ": " + expected);
    }

    @Test
    void aQuoteThatIsNotClosedIsNamedWithItsLine() {
        Path file = TableFiles.write(folder, "my.csv", "id,x,y\ns0,1,a\ns1,\"2,a\n");
        assertThatThrownBy(() -> TableFiles.task(file, 3, TableFiles.ID_CLASS))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(file + ": line 3: no CSV: ");
    }

    @ParameterizedTest
    @CsvSource({
        "sequence-per-class, 2, 'sequenceLength must be 3, the steps of the longest sequence, not 2'",
        "sequence-per-class, 4, 'sequenceLength must be 3, the steps of the longest sequence, not 4'"
    })
    void theLengthFollowsFromTheData(String name, int length, String expected) {
        Path file = TableFiles.write(folder, name + ".csv", TableFiles.sixSequences());
        refused(file, length, TableFiles.ID_CLASS, file + ": " + expected);
    }

    @Test
    void stepsOfOneSequenceAreAtMostThoseOfAPart() {
        Path file = TableFiles.write(folder, "s.csv", TableFiles.rows("x,y", 20, i -> i + "," + i));
        refused(
                file,
                4,
                TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP),
                file
                        + ": sequenceLength must be at most 3, the steps of the longest sequence of the test data, not 4");
        refused(
                file,
                3,
                TableFiles.of("", "", "y", LabelKind.NEXT_VALUE),
                file
                        + ": sequenceLength must be at most 2, the steps of the longest sequence of the test data less one, not 3");
    }

    @Test
    void timesHaveToRise() {
        String text = TableFiles.rows("t,x,y", 20, i -> "%d,%d,%d".formatted(i == 7 ? 5 : i, i, i));
        Path file = TableFiles.write(folder, "t.csv", text);
        refused(
                file,
                3,
                TableFiles.of("", "t", "y", LabelKind.VALUE_PER_STEP),
                file
                        + ": line 9: column 't': '5' is not later than the time before it in its sequence");
        refused(
                file,
                2,
                TableFiles.of("", "t", "y", LabelKind.NEXT_VALUE),
                file
                        + ": line 9: time '5' is not one step after the line before; times have to increase by the same step, without gaps");
    }

    @Test
    void labelsThatAreAllTheSameTeachNothing() {
        Path file = TableFiles.write(folder, "s.csv", TableFiles.rows("x,y", 20, i -> i + ",1"));
        refused(
                file,
                3,
                TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP),
                file + ": all values of 'y' in the training data are the same");
    }

    @Test
    void aClassThatTrainingNeverSeesIsNamed() {
        TableFiles.write(folder, "train.csv", "id,x,y\na,1,u\nb,3,v\n");
        TableFiles.write(folder, "validation.csv", "id,x,y\na,1,v\n");
        TableFiles.write(folder, "test.csv", "id,x,y\nc,2,w\n");
        refused(
                folder,
                1,
                TableFiles.ID_CLASS,
                folder
                        + ": class 'w' is in none of the training data; leave its rows out or bring more");
    }

    @Test
    void aFolderNeedsItsParts() {
        TableFiles.write(folder, "train.csv", "id,x,y\na,1,u\n");
        refused(
                folder,
                1,
                TableFiles.ID_CLASS,
                folder
                        + ": has no file of one of the parts; a folder needs train.csv, validation.csv and test.csv");
        refused(
                folder,
                1,
                TableFiles.with(TableFiles.ID_CLASS, TableSplit.SEQUENCE, FillMissing.REFUSE),
                folder + ": is split already; split must be left out for a folder");
        TableFiles.write(folder, "training.tsv", "id,x,y\na,1,u\n");
        refused(
                folder,
                1,
                TableFiles.ID_CLASS,
                folder
                        + ": has both train.csv and training.tsv; a folder needs train.csv, validation.csv and test.csv");
    }

    @Test
    void aValueThatFloatCannotHoldIsNamed() {
        Path file =
                TableFiles.write(
                        folder,
                        "s.csv",
                        TableFiles.rows("x,y", 20, i -> (i == 19 ? "1e300" : "" + i) + "," + i));
        refused(
                file,
                3,
                TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP),
                file
                        + ": column 'x': value 1.0E300 is more than 1e+18 standard deviations from the mean of the training data");
    }

    @Test
    void settingsAreCheckedBeforeTheFile() {
        Path none = Path.of("no such file.csv");
        assertThat(check("csv", TableFiles.ID_CLASS)).isEmpty();
        refused(
                none,
                3,
                TableSettings.DEFAULTS,
                "labelColumns must name the column that is to be told (labelKind class-per-sequence)");
        refused(
                none,
                3,
                TableFiles.of("id", "", "a b", LabelKind.CLASS_PER_STEP),
                "labelColumns must be one column with labelKind class-per-step, not [a, b]");
        refused(
                none,
                3,
                TableFiles.of("", "", "y", LabelKind.CLASS_PER_SEQUENCE),
                "sequenceColumn must name the column that tells sequences apart (labelKind class-per-sequence)");
        refused(
                none,
                3,
                TableFiles.with(TableFiles.ID_CLASS, TableSplit.TIME, FillMissing.REFUSE),
                "split must be sequence with labelKind class-per-sequence, not time");
        refused(
                none,
                3,
                TableFiles.ID_CLASS,
                "no such file.csv: cannot be read; dataPath has to name a table with a header");
        refused(
                Path.of(""),
                3,
                TableFiles.ID_CLASS,
                "csv needs dataPath, a table with named columns or a folder with train.csv, validation.csv and test.csv");
        assertThatThrownBy(() -> TableFiles.of("y", "", "y", LabelKind.CLASS_PER_SEQUENCE))
                .hasMessage("column 'y' has two roles; one is allowed");
        assertThatThrownBy(() -> TableFiles.of("y", "y", "z", LabelKind.CLASS_PER_SEQUENCE))
                .hasMessage("column 'y' has two roles; one is allowed");
        assertThatThrownBy(() -> TableFiles.of("", "", "z z", LabelKind.VALUE_PER_STEP))
                .hasMessage("labelColumns: 'z' stands twice");
        assertThat(check("adding", TableFiles.ID_CLASS))
                .isEqualTo(
                        "sequenceColumn, timeColumn, inputColumns, labelColumns, labelKind, split, fillMissing are for the tasks csv and forecast, not adding");
        assertThat(check("forecast", TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP)))
                .isEqualTo(
                        "labelKind must be next-value (or left out) for forecast; task csv has others");
        assertThat(
                        check(
                                "csv",
                                new TableSettings(
                                        "id",
                                        "",
                                        List.of("y"),
                                        List.of("y"),
                                        LabelKind.CLASS_PER_STEP,
                                        TableSplit.DEFAULT,
                                        FillMissing.REFUSE)))
                .isEqualTo(
                        "labelColumns and inputColumns must have no column in common with labelKind class-per-step");
    }

    private static String check(String task, TableSettings table) {
        try {
            Tasks.check(new TaskSettings(task, 4, 0, "", table));
            return "";
        } catch (UserMistake mistake) {
            return mistake.getMessage();
        }
    }

    private static void refused(Path path, int length, TableSettings table, String expected) {
        assertThatThrownBy(() -> TableFiles.task(path, length, table))
                .isInstanceOf(UserMistake.class)
                .hasMessage(expected);
    }
}
