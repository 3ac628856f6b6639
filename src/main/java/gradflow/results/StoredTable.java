package gradflow.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file that was written, every value a text; without the apostrophe that keeps a text which
 * begins like a formula from being one.
 *
 * @param columns of the header
 * @param rows a text per column; a file that was edited may have more or fewer
 */
public record StoredTable(List<String> columns, List<List<String>> rows) {

    /** Keeps copies. */
    public StoredTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a file.
     *
     * @return header and rows as texts
     * @throws IOException if it cannot be read as CSV
     */
    public static StoredTable read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    /**
     * Reads what stands in a file.
     *
     * @param text the whole of it
     * @return its header and rows
     * @throws IOException if it cannot be read as CSV
     */
    public static StoredTable parse(String text) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            for (CSVRecord line : parser) {
                lines.add(line.stream().map(Csv::text).toList());
            }
        } catch (UncheckedIOException malformed) {
            throw malformed.getCause();
        }
        return lines.isEmpty()
                ? new StoredTable(List.of(), List.of())
                : new StoredTable(lines.get(0), lines.subList(1, lines.size()));
    }

    /**
     * The texts that a table is written as.
     *
     * @return what reading its file would give
     */
    public static StoredTable of(Table table) {
        List<List<String>> rows =
                table.rows().stream().map(row -> row.stream().map(Csv::field).toList()).toList();
        return new StoredTable(table.columns(), rows);
    }

    /**
     * A value; empty where an edited row has none.
     *
     * @return as the file has it
     */
    public String value(int row, String column) {
        List<String> values = rows.get(row);
        int index = columns.indexOf(column);
        return index >= 0 && index < values.size() ? values.get(index) : "";
    }
}
