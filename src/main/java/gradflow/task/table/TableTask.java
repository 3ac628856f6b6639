package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Readout;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TaskSettings;
import gradflow.task.Answers;
import gradflow.task.DrawnTask;
import gradflow.task.EveryStep;
import gradflow.task.StepLosses;
import gradflow.task.TaskData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Sequences of a user's own table: one class of each, a class or numbers at each step, or the next
 * step's numbers. Features [B, I, T] are in standard deviations from the mean of the training data,
 * and so are labels that are numbers. A sequence of fewer than T steps ends at step T, and is
 * padded with zeros before its first one; the label mask is 0 there. Where the next value is to be
 * told, the mask is 1 from the second quarter of a sequence on.
 *
 * <p>Held-out examples tell each labelled step once; at most 100,000 steps are taken, spread
 * evenly.
 */
public final class TableTask implements DrawnTask {
    /** The task's name in an experiment file for any table. */
    public static final String NAME = "csv";

    /**
     * The task's name where the next values of a table are to be told; without table settings it
     * reads a series.
     */
    public static final String FORECAST = "forecast";

    private static final double SHARE_OF_ERRORS = 0.5;

    private final TableData table;
    private final Examples examples;
    private final TaskData data;
    private final TableBaseline best;
    private final List<Reference> references;
    private final Score chance;
    private final double solvedAt;
    private final Answers answers;

    private TableTask(TableData table, int sequenceLength) {
        this.table = table;
        table.checkLength(sequenceLength);
        examples = new Examples(table, sequenceLength);
        List<Excerpt> validation = examples.heldOut(table.parts().validation());
        List<Excerpt> test = examples.heldOut(table.parts().test());
        Check.that(
                !validation.isEmpty() && !test.isEmpty(),
                table.place()
                        + ": no held-out step with a label is left behind the first quarter of a sequence");
        data =
                new TaskData(
                        table.inputs().size(),
                        examples.outputs(),
                        sequenceLength,
                        examples::draw,
                        examples.batch(validation),
                        examples.batch(test));
        List<TableBaseline> all = baselines();
        best =
                all.stream()
                        .min(Comparator.comparingDouble(b -> b.score(validation).loss()))
                        .orElseThrow();
        references =
                all.stream().map(base -> new Reference(base.name(), base.score(test))).toList();
        chance = references.get(0).score();
        solvedAt =
                table.kind().isClass()
                        ? 1 - SHARE_OF_ERRORS * (1 - best.score(validation).metric())
                        : best.score(validation).loss();
        answers = new TableAnswers(table, examples, test, best);
    }

    private List<TableBaseline> baselines() {
        if (table.kind().isClass()) {
            return List.of(new ClassShares(table, examples));
        }
        NaiveValue mean = new NaiveValue(examples, false);
        return table.kind() == LabelKind.NEXT_VALUE
                ? List.of(mean, new NaiveValue(examples, true))
                : List.of(mean);
    }

    /**
     * Reads the table.
     *
     * @param settings with the file or folder and how it is read
     * @return ready to give batches
     * @throws UserMistake with file, line and column where something is wrong
     */
    public static TableTask load(TaskSettings settings) {
        Check.that(
                !settings.dataPath().isEmpty(),
                settings.task()
                        + " needs dataPath, a table with named columns or a folder with train.csv, validation.csv and test.csv");
        TableSettings how = table(settings);
        return new TableTask(
                TableData.read(Path.of(settings.dataPath()), how), settings.sequenceLength());
    }

    /**
     * Whether settings name a task on a table.
     *
     * @return true of {@code task: csv}
     */
    public static boolean isNamedIn(TaskSettings settings) {
        boolean ofTable = !settings.table().equals(TableSettings.DEFAULTS);
        return settings.task().equals(NAME) || (settings.task().equals(FORECAST) && ofTable);
    }

    /**
     * Refuses what can be refused without the file.
     *
     * @throws UserMistake with the setting, its value and what is allowed
     */
    public static void check(TaskSettings settings) {
        if (isNamedIn(settings)) {
            table(settings).checkLabels();
        } else {
            Check.that(
                    settings.table().equals(TableSettings.DEFAULTS),
                    "%s are for the tasks csv and forecast, not %s"
                            .formatted(String.join(", ", TableSettings.SETTINGS), settings.task()));
        }
    }

    private static TableSettings table(TaskSettings settings) {
        if (settings.task().equals(NAME)) {
            return settings.table();
        }
        LabelKind kind = settings.table().labelKind();
        Check.that(
                kind == LabelKind.NEXT_VALUE || kind == TableSettings.DEFAULTS.labelKind(),
                "labelKind must be next-value (or left out) for forecast; task csv has others");
        return settings.table().with(LabelKind.NEXT_VALUE);
    }

    @Override
    public Readout readout() {
        return table.kind().isClass() ? Readout.SOFTMAX : Readout.LINEAR;
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        if (table.kind().isClass()) {
            return EveryStep.score(predictions, batch, 0);
        }
        return new Score(
                StepLosses.squaredError(predictions, batch) / examples.outputs(),
                StepLosses.absoluteError(predictions, batch)
                        / examples.outputs()
                        * examples.metricUnit());
    }

    @Override
    public String metricName() {
        if (table.kind().isClass()) {
            return "accuracy";
        }
        return examples.outputs() == 1
                ? "mean_absolute_error"
                : "mean_absolute_error_in_deviations";
    }

    @Override
    public boolean isLowerBetter() {
        return !table.kind().isClass();
    }

    @Override
    public double chanceLevel() {
        return chance.metric();
    }

    @Override
    public boolean isSolved(Score validation) {
        return table.kind().isClass()
                ? validation.metric() >= solvedAt
                : validation.loss() < solvedAt;
    }

    @Override
    public String solveRule() {
        return table.kind().isClass()
                ? String.format(
                        Locale.ROOT,
                        "accuracy of %.4g or more, half the errors of the most frequent class on the validation data",
                        solvedAt)
                : String.format(
                        Locale.ROOT,
                        "squared error below %.4g, what %s has on the validation data",
                        solvedAt,
                        best.name());
    }

    @Override
    public String source() {
        return "the user's own table";
    }

    @Override
    public List<Reference> references() {
        return references;
    }

    @Override
    public Answers answers() {
        return answers;
    }

    /**
     * A row of columns.csv: an input, a label or a class of a user's table.
     *
     * @param data the file or folder
     * @param role input, label or class
     * @param number of the input or output, from 1 on
     * @param name of the column or class
     * @param mean of the training data, in the column's unit; null for a class
     * @param standardDeviation likewise; inputs and labels of a network are in deviations from the
     *     mean
     */
    public record ColumnRow(
            String data,
            String role,
            int number,
            String name,
            Double mean,
            Double standardDeviation) {}

    /**
     * What the network's inputs and outputs are.
     *
     * @return rows of columns.csv
     */
    public List<ColumnRow> columns() {
        List<ColumnRow> rows = new ArrayList<>();
        add(rows, "input", table.inputs(), examples.inputScales());
        if (table.kind().isClass()) {
            for (String name : table.classes()) {
                int number = rows.size() - table.inputs().size() + 1;
                rows.add(new ColumnRow(table.place(), "class", number, name, null, null));
            }
        } else {
            add(rows, "label", table.labels(), examples.labelScales());
        }
        return rows;
    }

    private void add(List<ColumnRow> rows, String role, List<String> names, List<Scale> scales) {
        for (int i = 0; i < names.size(); i++) {
            Scale scale = scales.get(i);
            rows.add(
                    new ColumnRow(
                            table.place(),
                            role,
                            i + 1,
                            names.get(i),
                            scale.inUnits(0),
                            scale.deviationInUnits()));
        }
    }
}
