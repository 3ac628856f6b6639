package gradflow.results;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The one format of every CSV: RFC 4180 with \n, UTF-8, a header, numbers as Java writes them. */
final class Csv {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private Csv() {}

    static byte[] bytes(Table table) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(table.columns());
            for (var row : table.rows()) {
                printer.printRecord(row.stream().map(Csv::field).toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
