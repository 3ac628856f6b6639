package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonFormat;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a user's own table is read.
 *
 * @param sequenceColumn the column that says to which sequence a row belongs; empty where all rows
 *     are one
 * @param timeColumn the column with each row's time; empty for the order of the rows
 * @param inputColumns the columns that the network sees; none for all that have no other role
 * @param labelColumns the columns that are to be told; none, with {@link LabelKind#NEXT_VALUE}, for
 *     all inputs
 * @param labelKind what the labels are
 * @param split by what the rows become training, validation and test data
 * @param fillMissing what becomes of a missing input
 */
public record TableSettings(
        String sequenceColumn,
        String timeColumn,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                List<String> inputColumns,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                List<String> labelColumns,
        LabelKind labelKind,
        TableSplit split,
        FillMissing fillMissing) {

    /** The settings by which experiment files know them. */
    public static final List<String> SETTINGS =
            List.of(
                    "sequenceColumn",
                    "timeColumn",
                    "inputColumns",
                    "labelColumns",
                    "labelKind",
                    "split",
                    "fillMissing");

    /** What holds where an experiment file says nothing else. */
    public static final TableSettings DEFAULTS =
            new TableSettings(
                    "",
                    "",
                    List.of(),
                    List.of(),
                    LabelKind.CLASS_PER_SEQUENCE,
                    TableSplit.DEFAULT,
                    FillMissing.REFUSE);

    /**
     * Checks the roles of columns against each other.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TableSettings {
        inputColumns = List.copyOf(inputColumns);
        labelColumns = List.copyOf(labelColumns);
        checkDistinct("inputColumns", inputColumns);
        checkDistinct("labelColumns", labelColumns);
        for (String column : List.of(sequenceColumn, timeColumn)) {
            Check.that(
                    column.isEmpty()
                            || Stream.concat(inputColumns.stream(), labelColumns.stream())
                                    .noneMatch(column::equals),
                    "column '" + column + "' has two roles; one is allowed");
        }
        Check.that(
                sequenceColumn.isEmpty() || !sequenceColumn.equals(timeColumn),
                "column '" + sequenceColumn + "' has two roles; one is allowed");
    }

    /**
     * Checks that what is needed for these labels is there.
     *
     * @throws UserMistake with the name of the setting and what is allowed
     */
    public void checkLabels() {
        String kind = labelKind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Check.that(
                labelKind == LabelKind.NEXT_VALUE || !labelColumns.isEmpty(),
                "labelColumns must name the column that is to be told (labelKind " + kind + ")");
        Check.that(
                !labelKind.isClass() || labelColumns.size() == 1,
                "labelColumns must be one column with labelKind %s, not %s"
                        .formatted(kind, labelColumns));
        Check.that(
                labelKind == LabelKind.NEXT_VALUE
                        || labelColumns.stream().noneMatch(inputColumns::contains),
                "labelColumns and inputColumns must have no column in common with labelKind "
                        + kind);
        Check.that(
                labelKind != LabelKind.CLASS_PER_SEQUENCE || !sequenceColumn.isEmpty(),
                "sequenceColumn must name the column that tells sequences apart (labelKind "
                        + kind
                        + ")");
        Check.that(
                labelKind != LabelKind.CLASS_PER_SEQUENCE || split != TableSplit.TIME,
                "split must be sequence with labelKind " + kind + ", not time");
    }

    /**
     * A table that is read likewise, with other labels.
     *
     * @param kind of the labels
     * @return all else as it is
     */
    public TableSettings with(LabelKind kind) {
        return new TableSettings(
                sequenceColumn, timeColumn, inputColumns, labelColumns, kind, split, fillMissing);
    }

    private static void checkDistinct(String setting, List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            Check.that(!column.isEmpty(), setting + ": a column without a name cannot be used");
            Check.that(seen.add(column), setting + ": '" + column + "' stands twice");
        }
    }
}
