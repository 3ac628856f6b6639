package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.FillMissing;
import gradflow.model.settings.LabelKind;
import gradflow.model.settings.TableSettings;
import gradflow.task.series.RegularTimes;
import gradflow.task.series.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a file by sequence. A sequence's rows need not stand together; sequences come in the
 * order in which they begin.
 */
final class TableRows {
    private final Sheet sheet;
    private final Roles roles;
    private final TableSettings settings;
    private final NumberField numbers;
    private final Map<String, List<Sheet.Row>> bySequence = new LinkedHashMap<>();

    /**
     * Sorts the rows of a file.
     *
     * @throws UserMistake with file, line and column if a row belongs to no sequence, or times do
     *     not follow each other
     */
    TableRows(Sheet sheet, TableSettings settings) {
        this.sheet = sheet;
        this.settings = settings;
        roles = Roles.of(sheet, settings);
        numbers = new NumberField(sheet.decimalComma());
        for (Sheet.Row row : sheet.rows()) {
            bySequence.computeIfAbsent(name(row), key -> new ArrayList<>()).add(row);
        }
        if (roles.time() >= 0) {
            bySequence.values().forEach(this::checkTimes);
        }
    }

    Sheet sheet() {
        return sheet;
    }

    Roles roles() {
        return roles;
    }

    /** Adds the classes of this file. */
    void addClasses(ClassNames names) {
        int column = roles.labels().get(0);
        for (Sheet.Row row : sheet.rows()) {
            if (!NumberField.isMissing(row.fields().get(column))) {
                names.add(row.fields().get(column));
            }
        }
    }

    /**
     * The sequences with their labels.
     *
     * @param classes all classes of all files; none where numbers are told
     * @throws UserMistake with file, line and column if a number or label is none, or missing
     */
    List<TableSequence> sequences(List<String> classes) {
        List<TableSequence> sequences = new ArrayList<>();
        bySequence.forEach(
                (name, rows) ->
                        sequences.add(
                                new TableSequence(
                                        name, times(rows), inputs(rows), targets(rows, classes))));
        return sequences;
    }

    private String name(Sheet.Row row) {
        if (roles.sequence() < 0) {
            return "";
        }
        String name = row.fields().get(roles.sequence());
        Check.that(
                !name.isEmpty(),
                sheet.where(row, roles.sequence()) + "is empty; every row needs its sequence");
        return name;
    }

    private void checkTimes(List<Sheet.Row> rows) {
        RegularTimes regular = new RegularTimes();
        Time last = null;
        for (Sheet.Row row : rows) {
            String field = row.fields().get(roles.time());
            if (settings.labelKind() == LabelKind.NEXT_VALUE) {
                regular.next(field, sheet.where(row));
            } else {
                Time time = Time.parse(field, sheet.where(row));
                Check.that(
                        last == null || time.isAfter(last),
                        sheet.where(row, roles.time())
                                + "'"
                                + field
                                + "' is not later than the time before it in its sequence");
                last = time;
            }
        }
    }

    private List<String> times(List<Sheet.Row> rows) {
        List<String> times = new ArrayList<>();
        for (Sheet.Row row : rows) {
            times.add(
                    roles.time() < 0
                            ? String.valueOf(times.size() + 1)
                            : row.fields().get(roles.time()));
        }
        return times;
    }

    private double[][] inputs(List<Sheet.Row> rows) {
        double[][] inputs = new double[rows.size()][roles.inputs().size()];
        for (int step = 0; step < inputs.length; step++) {
            for (int i = 0; i < inputs[step].length; i++) {
                inputs[step][i] = input(rows.get(step), roles.inputs().get(i));
                if (Double.isNaN(inputs[step][i])
                        && settings.fillMissing() == FillMissing.PREVIOUS
                        && step > 0) {
                    inputs[step][i] = inputs[step - 1][i];
                }
            }
        }
        return inputs;
    }

    private double input(Sheet.Row row, int column) {
        double value = number(row, column);
        Check.that(
                !Double.isNaN(value) || settings.fillMissing() != FillMissing.REFUSE,
                sheet.where(row, column)
                        + "is missing ('"
                        + row.fields().get(column)
                        + "'); every step needs a number, or fillMissing previous or mean");
        return value;
    }

    private double number(Sheet.Row row, int column) {
        return numbers.read(row.fields().get(column), sheet.where(row, column));
    }

    private double[][] targets(List<Sheet.Row> rows, List<String> classes) {
        double[][] targets = new double[rows.size()][roles.labels().size()];
        for (int step = 0; step < targets.length; step++) {
            for (int label = 0; label < targets[step].length; label++) {
                Sheet.Row row = rows.get(step);
                int column = roles.labels().get(label);
                String field = row.fields().get(column);
                targets[step][label] =
                        !settings.labelKind().isClass()
                                ? number(row, column)
                                : NumberField.isMissing(field)
                                        ? Double.NaN
                                        : classes.indexOf(field);
            }
        }
        if (settings.labelKind() == LabelKind.CLASS_PER_SEQUENCE) {
            atTheLastStep(rows, targets);
        }
        return targets;
    }

    /** The labels of all rows have to agree; those that are missing say nothing. */
    private void atTheLastStep(List<Sheet.Row> rows, double[][] targets) {
        int column = roles.labels().get(0);
        double label = Double.NaN;
        for (int step = 0; step < targets.length; step++) {
            double here = targets[step][0];
            Check.that(
                    Double.isNaN(here) || Double.isNaN(label) || here == label,
                    sheet.where(rows.get(step), column)
                            + "'"
                            + rows.get(step).fields().get(column)
                            + "' is not the class of the rows before it in its sequence; a sequence has one");
            label = Double.isNaN(here) ? label : here;
            targets[step][0] = Double.NaN;
        }
        Check.that(
                !Double.isNaN(label),
                sheet.where(rows.get(0), column)
                        + "is empty in all rows of its sequence; one class is needed");
        targets[targets.length - 1][0] = label;
    }
}
