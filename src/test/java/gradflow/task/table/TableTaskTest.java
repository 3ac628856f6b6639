package gradflow.task.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Readout;
import gradflow.model.settings.FillMissing;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TableSplit;
import gradflow.model.settings.TaskSettings;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** One table of each shape that people have. */
class TableTaskTest {
    @TempDir Path folder;

    /** Of each class's three sequences, in an order that the seed gives, all parts have some. */
    @Test
    void aClassForEachSequenceIsToldAtItsEndWhereverItBegins() {
        Path file = TableFiles.write(folder, "six.csv", TableFiles.sixSequences());
        Task task = TableFiles.task(file, 3, TableFiles.ID_CLASS);

        assertThat(task.inputSize()).isEqualTo(1);
        assertThat(task.outputSize()).isEqualTo(2);
        assertThat(task.readout()).isEqualTo(Readout.SOFTMAX);
        assertThat(task.metricName()).isEqualTo("accuracy");
        assertThat(task.validation().numExamples()).isEqualTo(1);
        assertThat(task.test().numExamples()).isEqualTo(1);
        DataSet batch = task.trainingBatch(1, 0, 40);
        INDArray mask = batch.getLabelsMaskArray();
        assertThat(mask.sum().getDouble(0)).isEqualTo(40);
        assertThat(mask.getColumn(2).sum().getDouble(0)).isEqualTo(40);
        // Every sequence counts 0, 1 and perhaps 2: a short one is padded before its first step.
        for (int b = 0; b < 40; b++) {
            double[] x = batch.getFeatures().slice(b).slice(0).toDoubleVector();
            boolean padded = x[0] == 0;
            assertThat(padded ? x[1] < x[2] : x[0] < x[1] && x[1] < x[2]).isTrue();
        }
    }

    @Test
    void semicolonsDecimalCommasQuotesAndAByteOrderMarkAreRead() {
        String text =
                "\uFEFFid;\"x; of it\";y\r\n"
                        + TableFiles.sixSequences()
                                .replace("id,x,y\n", "")
                                .replaceAll("(s\\d),(\\d),(\\w)\n", "$1;\"$2,5\";$3\r\n");
        Task task =
                TableFiles.task(TableFiles.write(folder, "de.csv", text), 3, TableFiles.ID_CLASS);
        Task plain =
                TableFiles.task(
                        TableFiles.write(folder, "six.csv", TableFiles.sixSequences()),
                        3,
                        TableFiles.ID_CLASS);
        assertThat(task.trainingBatch(3, 1, 8)).isEqualTo(plain.trainingBatch(3, 1, 8));
        assertThat(task.test()).isEqualTo(plain.test());
    }

    @Test
    void rowsOfSequencesMayAlternateAndTabsSeparate() {
        String[] rows = TableFiles.sixSequences().strip().split("\n", -1);
        StringBuilder mixed = new StringBuilder(rows[0].replace(',', '\t')).append('\n');
        for (int step = 0; step < 3; step++) {
            for (int i = 1; i < rows.length; i++) {
                if (rows[i].split(",", -1)[1].equals("" + step)) {
                    mixed.append(rows[i].replace(',', '\t')).append('\n');
                }
            }
        }
        Task task =
                TableFiles.task(
                        TableFiles.write(folder, "mixed.tsv", mixed.toString()),
                        3,
                        TableFiles.ID_CLASS);
        Task plain =
                TableFiles.task(
                        TableFiles.write(folder, "six.csv", TableFiles.sixSequences()),
                        3,
                        TableFiles.ID_CLASS);
        assertThat(task.validation()).isEqualTo(plain.validation());
        assertThat(task.trainingBatch(3, 1, 8)).isEqualTo(plain.trainingBatch(3, 1, 8));
    }

    /** 20 steps: 14 train, 3 validate, 3 test; every third label is missing. */
    @Test
    void aClassForEachStepIsSplitByTimeAndMayBeMissing() {
        String text =
                TableFiles.rows(
                        "t,x,y",
                        20,
                        i -> "%d,%d,%s".formatted(i, i * i, i % 3 == 0 ? "" : "c" + i % 2));
        TableSettings table = TableFiles.of("", "t", "y", LabelKind.CLASS_PER_STEP);
        Task task = TableFiles.task(TableFiles.write(folder, "steps.csv", text), 3, table);

        assertThat(task.test().getLabelsMaskArray().toDoubleVector()).containsExactly(1, 0, 1);
        assertThat(task.validation().getLabelsMaskArray().toDoubleVector())
                .containsExactly(1, 0, 1);
        // Steps 17 and 19 are odd, 14 and 16 even.
        assertThat(task.test().getLabels().slice(0).slice(1).toDoubleVector())
                .containsExactly(1, 0, 1);
        assertThat(task.validation().getLabels().slice(0).slice(0).toDoubleVector())
                .containsExactly(1, 0, 1);
        assertThat(task.references()).hasSize(1);
    }

    /** Training values 0 … 13 have mean 6.5 and standard deviation √((14² − 1)/12). */
    @Test
    void valuesForEachStepAreInDeviationsAndErrorsInTheirUnit() {
        String text =
                TableFiles.rows(
                        "x,a,b",
                        20,
                        i -> "%d,%d,%s".formatted(i, 100 * i, i == 18 ? "NA" : "" + -i));
        TableSettings table = TableFiles.of("", "", "a b", LabelKind.VALUE_PER_STEP);
        Task task = TableFiles.task(TableFiles.write(folder, "values.csv", text), 3, table);

        assertThat(task.inputSize()).isEqualTo(1);
        assertThat(task.outputSize()).isEqualTo(2);
        double deviation = Math.sqrt((14 * 14 - 1) / 12.0);
        double[] x = task.test().getFeatures().ravel().toDoubleVector();
        assertThat(x[0]).isCloseTo((17 - 6.5) / deviation, within(1e-6));
        double[] mask = task.test().getLabelsMaskArray().toDoubleVector();
        assertThat(mask).containsExactly(1, 0, 1);
        assertThat(task.metricName()).isEqualTo("mean_absolute_error_in_deviations");

        Task one =
                TableFiles.task(
                        folder.resolve("values.csv"),
                        3,
                        new TableSettings(
                                "",
                                "",
                                List.of("x"),
                                List.of("a"),
                                LabelKind.VALUE_PER_STEP,
                                TableSplit.DEFAULT,
                                FillMissing.REFUSE));
        assertThat(one.metricName()).isEqualTo("mean_absolute_error");
        INDArray mean = one.test().getLabels().mul(0);
        double error = (1050 + 1150 + 1250) / 3.0;
        assertThat(one.score(mean, one.test()).metric()).isCloseTo(error, within(1e-3));
        assertThat(one.chanceLevel()).isCloseTo(error, within(1e-9));
    }

    /** Two series of two columns; pandas' times; the last value is right but for the step. */
    @Test
    void nextValuesOfSeveralSeriesAreForecast() {
        String text =
                TableFiles.rows(
                        ",time,shop,sold,price",
                        80,
                        i ->
                                "%d,2023-01-%02d 00:00:00,%s,%d,%d"
                                        .formatted(i, 1 + i / 4, "shop" + i % 2, i / 2, i / 2 % 3));
        // Two rows of a shop a day: half-day steps.
        StringBuilder half = new StringBuilder();
        String[] lines = text.strip().split("\n", -1);
        half.append(lines[0]).append('\n');
        for (int i = 0; i < 80; i++) {
            half.append(
                            i / 2 % 2 == 0
                                    ? lines[i + 1]
                                    : lines[i + 1].replace("00:00:00", "12:00:00"))
                    .append('\n');
        }
        TableSettings table =
                TableFiles.with(
                        TableFiles.of("shop", "time", "", LabelKind.CLASS_PER_SEQUENCE),
                        TableSplit.TIME,
                        FillMissing.REFUSE);
        Path file = TableFiles.write(folder, "shops.csv", half.toString());
        Task task =
                Tasks.create(
                        new TaskSettings("forecast", 4, 0, file.toString(), table),
                        Path.of("data"));

        assertThat(task.inputSize()).isEqualTo(2);
        assertThat(task.outputSize()).isEqualTo(2);
        // 40 steps of each series: 6 test, 5 of them as inputs; told from the second step on.
        assertThat(task.test().numExamples()).isEqualTo(4);
        assertThat(task.test().getLabelsMaskArray().slice(0).toDoubleVector())
                .containsExactly(0, 1, 1, 1);
        assertThat(task.test().getLabelsMaskArray().slice(1).toDoubleVector())
                .containsExactly(0, 0, 0, 1);
        INDArray features = task.test().getFeatures().slice(0).slice(0);
        INDArray labels = task.test().getLabels().slice(0).slice(0);
        assertThat(labels.getDouble(1)).isEqualTo(features.getDouble(2));
        assertThat(task.references())
                .extracting(Task.Reference::name)
                .containsExactly("training-mean", "persistence");
        assertThat(task.answers().sequence(2)).isEqualTo("shop1");
        assertThat(task.answers().time(0, 1)).isEqualTo("2023-01-19 00:00:00");
        assertThat(task.answers().truth(0, 0, 1, 0)).isEqualTo(36.0);
        assertThat((double) task.answers().reference(0, 0, 1)).isCloseTo(35, within(1e-9));
    }

    @Test
    void partsMayBeGivenAndPacked() throws Exception {
        TableFiles.write(folder, "train.csv", "id,x,y\na,1,u\na,2,u\nb,3,v\n");
        TableFiles.write(folder, "validation.csv", "id,x,y\na,1,v\n");
        try (GZIPOutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("test.csv.gz")))) {
            out.write("id,x,y\nc,2,u\nd,4,v\n".getBytes(StandardCharsets.UTF_8));
        }
        Task task = TableFiles.task(folder, 2, TableFiles.ID_CLASS);
        assertThat(task.validation().numExamples()).isEqualTo(1);
        assertThat(task.test().numExamples()).isEqualTo(2);
        assertThat(task.answers().className(1)).isEqualTo("v");
    }

    /** The mean of the training data is 0 in deviations; it is no value of the first column. */
    @Test
    void missingInputsAreFilledByTheRuleThatIsAskedFor() {
        String text = TableFiles.rows("x,y", 20, i -> (i == 18 ? "" : "" + i) + "," + i);
        Path file = TableFiles.write(folder, "gap.csv", text);
        TableSettings table = TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP);
        Task mean =
                TableFiles.task(file, 3, TableFiles.with(table, TableSplit.TIME, FillMissing.MEAN));
        Task previous =
                TableFiles.task(
                        file, 3, TableFiles.with(table, TableSplit.TIME, FillMissing.PREVIOUS));
        assertThat(mean.test().getFeatures().ravel().toDoubleVector()[1]).isZero();
        double[] filled = previous.test().getFeatures().ravel().toDoubleVector();
        assertThat(filled[1]).isEqualTo(filled[0]).isNotZero();
    }

    @Test
    void everyHeldOutStepIsToldOnce() {
        String text = TableFiles.rows("x,y", 100, i -> i + "," + i);
        TableSettings table = TableFiles.of("", "", "y", LabelKind.VALUE_PER_STEP);
        Task task = TableFiles.task(TableFiles.write(folder, "long.csv", text), 4, table);
        // 15 steps in windows of 4: the last tells three, and sees one that was told before.
        assertThat(task.test().numExamples()).isEqualTo(4);
        assertThat(task.test().getLabelsMaskArray().sum().getDouble(0)).isEqualTo(15);
        assertThat(task.test().getLabelsMaskArray().slice(3).toDoubleVector())
                .containsExactly(0, 1, 1, 1);
        Task next =
                TableFiles.task(
                        folder.resolve("long.csv"),
                        4,
                        TableFiles.of("", "", "y", LabelKind.NEXT_VALUE));
        // 14 labels, of which the first has no step before it that is warm.
        assertThat(next.test().getLabelsMaskArray().sum().getDouble(0)).isEqualTo(13);
    }

    @Test
    void theSameSeedDrawsTheSameBatch() {
        Path file = TableFiles.write(folder, "six.csv", TableFiles.sixSequences());
        Task one = TableFiles.task(file, 3, TableFiles.ID_CLASS);
        Task other = TableFiles.task(file, 3, TableFiles.ID_CLASS);
        assertThat(one.trainingBatch(5, 2, 16)).isEqualTo(other.trainingBatch(5, 2, 16));
        assertThat(one.trainingBatch(5, 2, 16)).isNotEqualTo(one.trainingBatch(5, 3, 16));
        assertThat(one.trainingBatch(5, 2, 16)).isNotEqualTo(one.trainingBatch(6, 2, 16));
    }
}
