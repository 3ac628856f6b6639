package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which column is what.
 *
 * @param sequence −1 where all rows are one sequence
 * @param time −1 for the order of the rows
 * @param inputs that the network sees, in the order of its inputs
 * @param labels that are to be told, in the order of its outputs
 */
record Roles(int sequence, int time, List<Integer> inputs, List<Integer> labels) {
    private static final int NONE = -1;

    /**
     * Finds the columns that the settings name.
     *
     * @throws UserMistake if the file has no such column, or no inputs are left
     */
    static Roles of(Sheet sheet, TableSettings settings) {
        int sequence = optional(sheet, "sequenceColumn", settings.sequenceColumn());
        int time = optional(sheet, "timeColumn", settings.timeColumn());
        List<Integer> labels = indices(sheet, "labelColumns", settings.labelColumns());
        List<Integer> inputs = indices(sheet, "inputColumns", settings.inputColumns());
        if (inputs.isEmpty()) {
            boolean next = settings.labelKind() == LabelKind.NEXT_VALUE;
            inputs =
                    IntStream.range(0, sheet.header().size())
                            .filter(column -> !sheet.header().get(column).isEmpty())
                            .filter(column -> column != sequence && column != time)
                            .filter(column -> next || !labels.contains(column))
                            .boxed()
                            .toList();
        }
        Check.that(
                !inputs.isEmpty(),
                sheet.place() + ": no column is left for the inputs; at least one is needed");
        return new Roles(sequence, time, inputs, labels.isEmpty() ? inputs : labels);
    }

    private static int optional(Sheet sheet, String setting, String column) {
        return column.isEmpty() ? NONE : sheet.index(setting, column);
    }

    private static List<Integer> indices(Sheet sheet, String setting, List<String> columns) {
        return columns.stream().map(column -> sheet.index(setting, column)).toList();
    }
}
