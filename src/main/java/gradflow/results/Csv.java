package gradflow.results;

import gradflow.mistake.Decimal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The one format of every CSV: RFC 4180 with \n, UTF-8, a header, numbers as Java writes them. A
 * text that a spreadsheet would take for a formula, since it begins with = + - or @ and is no
 * number, begins with an apostrophe in the file.
 */
final class Csv {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    /** What begins like a formula, or like one that was made a text already. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+@-].*", Pattern.DOTALL);

    private static final String APOSTROPHE = "'";

    private Csv() {}

    static byte[] bytes(Table table) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(table.columns());
            for (var row : table.rows()) {
                printer.printRecord(row.stream().map(Csv::cell).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What stands in the file for a value. */
    private static String cell(Object value) {
        String field = field(value);
        return value instanceof String && isFormula(field) ? APOSTROPHE + field : field;
    }

    private static boolean isFormula(String text) {
        return FORMULA.matcher(text).matches() && Decimal.parse(text).isEmpty();
    }

    /** The text that stands in a file as this one. */
    static String text(String cell) {
        return cell.startsWith(APOSTROPHE) && FORMULA.matcher(cell).matches()
                ? cell.substring(1)
                : cell;
    }

    /** Double.toString knows no locale; NaN stands for a value that does not exist. */
    static String field(Object value) {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            return "";
        }
        if (value instanceof Double
                || value instanceof Integer
                || value instanceof Long
                || value instanceof String
                || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "a column cannot hold " + value + " of " + value.getClass());
    }
}
