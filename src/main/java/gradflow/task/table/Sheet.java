package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A file with a header and rows as it is written. Columns are separated by tabs if the header has
 * one outside of quotes, else by semicolons if it has one, else by commas.
 *
 * @param place the file, for messages
 * @param header the columns' names; a column without a name is never used
 * @param rows in the file's order, each with a field for every column
 * @param decimalComma whether a comma in a number is a decimal one: it separates no columns
 */
record Sheet(String place, List<String> header, List<Row> rows, boolean decimalComma) {
    private static final String SEPARATORS = "\t;,";
    private static final char QUOTE = '"';

    /**
     * A row.
     *
     * @param line of the file on which it ends, from 1 on
     * @param fields without space around them
     */
    record Row(long line, List<String> fields) {}

    /**
     * Reads a file, as it is or as {@code .gz}.
     *
     * @throws UserMistake with the file and the line if it cannot be read, is not UTF-8, or has no
     *     rows, a row with another number of fields, or two columns of one name
     */
    static Sheet read(Path file) {
        byte[] bytes = DataFile.read(file, "dataPath has to name a table with a header");
        return parse(DataFile.decode(bytes, file.toString()), file.toString());
    }

    static Sheet parse(String text, String place) {
        char separator = separator(text);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(separator)
                        .setTrim(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        List<String> header = List.of();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord row : parser) {
                if (row.getRecordNumber() == 1) {
                    header = header(row.toList(), place);
                } else {
                    Row next = new Row(parser.getCurrentLineNumber(), row.toList());
                    checkWidth(next, header.size(), place);
                    rows.add(next);
                }
            }
        } catch (CSVException | UncheckedIOException damaged) {
            throw new UserMistake(
                    "%s: line %d: no CSV: %s"
                            .formatted(
                                    place,
                                    rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1,
                                    damaged.getMessage()),
                    damaged);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Check.that(!rows.isEmpty(), place + ": no rows; a header and rows are needed");
        return new Sheet(place, header, List.copyOf(rows), separator != ',');
    }

    /**
     * Where a column is.
     *
     * @param setting that names it, for the message
     * @throws UserMistake if there is no such column; the nearest is named
     */
    int index(String setting, String column) {
        int index = header.indexOf(column);
        if (index < 0 || column.isEmpty()) {
            throw new UserMistake(
                    "%s: %s: no column '%s'; %s"
                            .formatted(place, setting, column, Nearest.hint(column, header)));
        }
        return index;
    }

    /** The beginning of a message about a row. */
    String where(Row row) {
        return place + ": line " + row.line() + ": ";
    }

    /** The beginning of a message about a field. */
    String where(Row row, int column) {
        return where(row) + "column '" + header.get(column) + "': ";
    }

    private static List<String> header(List<String> names, String place) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            Check.that(
                    name.isEmpty() || seen.add(name),
                    place + ": line 1: two columns are called '" + name + "'; each needs its own");
        }
        Check.that(!seen.isEmpty(), place + ": line 1: no column has a name; a header is needed");
        return List.copyOf(names);
    }

    private static void checkWidth(Row row, int columns, String place) {
        Check.that(
                row.fields().size() == columns,
                "%s: line %d: %d fields; the header has %d columns"
                        .formatted(place, row.line(), row.fields().size(), columns));
    }

    /** The first of the separators that the header has outside of quotes. */
    private static char separator(String text) {
        boolean quoted = false;
        int best = SEPARATORS.length() - 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == QUOTE) {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                best = Math.min(best, SEPARATORS.indexOf(c));
            }
        }
        return SEPARATORS.charAt(best);
    }
}
