package gradflow.report.data;

import gradflow.mistake.UserMistake;
import gradflow.results.StoredTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A CSV file whose values are checked where they are read. */
public final class CheckedTable {
    private static final int HEADER_AND_ONE = 2;
    private final Path file;
    private final StoredTable table;

    private CheckedTable(Path file, StoredTable table) {
        this.file = file;
        this.table = table;
    }

    /**
     * Reads a file.
     *
     * @param file a CSV file
     * @return its rows
     * @throws UserMistake if it is no CSV, or a row has not as many values as the header
     */
    public static CheckedTable read(Path file) {
        StoredTable table;
        try {
            table = StoredTable.read(file);
        } catch (IOException unreadable) {
            throw new UserMistake(file + ": cannot be read as CSV: " + unreadable.getMessage());
        }
        if (table.columns().isEmpty()) {
            throw new UserMistake(file + ": is empty; row 1 must name the columns");
        }
        for (int row = 0; row < table.rows().size(); row++) {
            int values = table.rows().get(row).size();
            if (values != table.columns().size()) {
                String column = table.columns().get(Math.min(values, table.columns().size() - 1));
                throw new UserMistake(
                        "%s: row %d, column %s: %d values, %d are needed"
                                .formatted(
                                        file,
                                        row + HEADER_AND_ONE,
                                        column,
                                        values,
                                        table.columns().size()));
            }
        }
        return new CheckedTable(file, table);
    }

    /**
     * The file's name.
     *
     * @return without its folder
     */
    public String name() {
        return file.getFileName().toString();
    }

    /**
     * The names of the columns.
     *
     * @return in the order of the file
     */
    public List<String> columns() {
        return table.columns();
    }

    /**
     * Whether a column is there.
     *
     * @return whether the header has that name
     */
    public boolean has(String column) {
        return table.columns().contains(column);
    }

    /**
     * How many rows there are below the header.
     *
     * @return 1 or more
     */
    public int size() {
        return table.rows().size();
    }

    /**
     * The numbers of the rows, from 0.
     *
     * @return 0 … {@code size() − 1}
     */
    public IntStream rows() {
        return IntStream.range(0, size());
    }

    /**
     * A value as it stands in the file.
     *
     * @return empty where the file has nothing
     * @throws UserMistake if there is no such column
     */
    public String text(int row, String column) {
        if (!has(column)) {
            throw new UserMistake("%s: row 1, column %s: is missing".formatted(file, column));
        }
        return table.value(row, column);
    }

    /**
     * A value as it stands in the file, or another where there is no such column.
     *
     * @return the value, or {@code otherwise}
     */
    public String text(int row, String column, String otherwise) {
        return has(column) ? table.value(row, column) : otherwise;
    }

    /**
     * A number; NaN where the file has none.
     *
     * @return finite, infinite or NaN
     * @throws UserMistake if there is no such column, or something else in it
     */
    public double number(int row, String column) {
        String text = text(row, column);
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new UserMistake(
                    "%s: row %d, column %s: '%s' is no number"
                            .formatted(file, row + HEADER_AND_ONE, column, shortened(text)),
                    wrong);
        }
    }

    /**
     * A whole number.
     *
     * @return as the file has it
     * @throws UserMistake if there is no such column, or something else in it
     */
    public int whole(int row, String column) {
        double number = number(row, column);
        if (number != (int) number) {
            throw new UserMistake(
                    "%s: row %d, column %s: '%s' is no whole number"
                            .formatted(
                                    file,
                                    row + HEADER_AND_ONE,
                                    column,
                                    shortened(text(row, column))));
        }
        return (int) number;
    }

    private static String shortened(String text) {
        int longest = 40;
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
