package gradflow.results.schema;

import gradflow.mistake.UserMistake;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether a stored file is as it is declared: columns, types, ranges, words. */
public final class TableCheck {
    private final TableSchema schema;
    private final StoredTable table;

    private TableCheck(TableSchema schema, StoredTable table) {
        this.schema = schema;
        this.table = table;
    }

    /**
     * Reads a file and checks it.
     *
     * @param results the folder that it is in
     * @param file its name
     * @return its rows; unchecked if nothing is declared about the file
     * @throws UserMistake in one line with file, row (1 is the first after the header) and column,
     *     if the file is no CSV, has other columns, or a value that cannot stand there
     * @throws IOException if the file cannot be read
     */
    public static StoredTable read(StoredResults results, String file) throws IOException {
        StoredTable table = results.table(file);
        problem(results, file, table)
                .ifPresent(
                        problem -> {
                            throw new UserMistake(results.folder().resolve(file) + ": " + problem);
                        });
        return table;
    }

    /**
     * The first problem of a file.
     *
     * @param results the folder that it is in, whose manifest says which settings the grid has
     * @param file its name
     * @param table what it holds
     * @return nothing if all is well, or nothing is declared about the file
     */
    public static Optional<String> problem(StoredResults results, String file, StoredTable table) {
        return TableSchema.of(file, results)
                .flatMap(schema -> new TableCheck(schema, table).problem());
    }

    private Optional<String> problem() {
        Optional<String> header = schema.problem(table.columns());
        if (header.isPresent()) {
            return header;
        }
        List<Field> fields = schema.fields(table.columns());
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> values = table.rows().get(row);
            if (values.size() != fields.size()) {
                return Optional.of(
                        "row %d has %d values instead of %d"
                                .formatted(row + 1, values.size(), fields.size()));
            }
            for (int column = 0; column < fields.size(); column++) {
                Field field = fields.get(column);
                Optional<String> problem = field.problem(values.get(column));
                if (problem.isPresent()) {
                    return Optional.of(
                            "row %d, column %s: %s"
                                    .formatted(row + 1, field.name(), problem.get()));
                }
            }
        }
        return Optional.empty();
    }
}
