package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the numbers of a file. Where commas separate no columns, a comma in a number is a decimal
 * one; a file has decimal points or decimal commas, not both.
 */
final class NumberField {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\d+(?:([.,])\\d*)?|([.,])\\d+)(?:[eE][-+]?\\d+)?");

    private static final Set<String> MISSING =
            Set.of("", "?", "-", "NA", "N/A", "n/a", "<NA>", "NaN", "nan", "NULL", "null", "None");

    private final boolean decimalComma;
    private String mark = "";

    NumberField(boolean decimalComma) {
        this.decimalComma = decimalComma;
    }

    /** Whether nothing is there, as a person or a tool writes it. */
    static boolean isMissing(String field) {
        return MISSING.contains(field);
    }

    /**
     * A number.
     *
     * @param where file, line and column, the beginning of a message
     * @return NaN if the field is missing
     * @throws UserMistake if it is no finite number, or has the other decimal mark
     */
    double read(String field, String where) {
        if (isMissing(field)) {
            return Double.NaN;
        }
        Matcher number = NUMBER.matcher(field);
        boolean right = number.matches();
        String found = right ? mark(number) : "";
        Check.that(
                right && (decimalComma || !found.equals(",")),
                where
                        + "'"
                        + field
                        + "' is no number; digits with a decimal point"
                        + (decimalComma ? " or comma" : "")
                        + " are needed");
        checkMark(found, field, where);
        double value = Double.parseDouble(field.replace(',', '.'));
        Check.that(Double.isFinite(value), where + "'" + field + "' is too large for a number");
        return value;
    }

    private void checkMark(String found, String field, String where) {
        if (!found.isEmpty()) {
            Check.that(
                    mark.isEmpty() || mark.equals(found),
                    "%s'%s' has another decimal mark than numbers before it, which have '%s'"
                            .formatted(where, field, mark));
            mark = found;
        }
    }

    private static String mark(Matcher number) {
        String inside = number.group(1);
        String first = number.group(2);
        return inside != null ? inside : first != null ? first : "";
    }
}
