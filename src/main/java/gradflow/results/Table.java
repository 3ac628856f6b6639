package gradflow.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A CSV file in memory.
 *
 * @param fileName in the folder of results, for example {@code runs.csv}
 * @param columns snake_case, with units or norms in the name
 * @param rows a value per column: text, whole number, double, or null for an empty field
 */
public record Table(String fileName, List<String> columns, List<List<Object>> rows) {

    /** The file with what differs between reruns. */
    public static final String TIMINGS = "timings.csv";

    /** The file with the single measurements behind {@link #TIMINGS}, where there is one. */
    public static final String ROUNDS = "rounds.csv";

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if two columns have one name, or a row has more or fewer
     *     values than there are columns
     */
    public Table {
        columns = List.copyOf(columns);
        if (Set.copyOf(columns).size() < columns.size()) {
            throw new IllegalArgumentException(fileName + ": two columns of one name: " + columns);
        }
        List<List<Object>> copies = new ArrayList<>();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        fileName
                                + ": "
                                + row.size()
                                + " values for "
                                + columns.size()
                                + " columns");
            }
            copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /**
     * A table whose rows are records; their components are the columns, in snake_case.
     *
     * @return a table with one line for each record
     */
    public static <R extends Record> Table of(String fileName, Class<R> type, List<R> rows) {
        return new Table(
                fileName, Columns.names(type), rows.stream().map(Columns::values).toList());
    }
}
