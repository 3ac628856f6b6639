package gradflow.results.schema;

import java.util.List;

/**
 * What is declared about a file of results.
 *
 * @param file its name
 * @param kinds of experiments that write it so; empty for all
 * @param about what it holds
 * @param key the columns that tell rows apart and are never empty; empty for none
 * @param unique the columns that tell rows apart though one of them may be empty; empty for none
 * @param columns in the order of the header
 */
public record TableDeclaration(
        String file,
        List<String> kinds,
        String about,
        List<String> key,
        List<String> unique,
        List<ColumnDeclaration> columns) {

    /** Keeps copies. */
    public TableDeclaration {
        kinds = List.copyOf(kinds);
        key = List.copyOf(key);
        unique = List.copyOf(unique);
        columns = List.copyOf(columns);
    }

    /** Whether an experiment of this kind writes the file so. */
    boolean isOf(String otherFile, String kind) {
        return file.equals(otherFile) && (kinds.isEmpty() || kinds.contains(kind));
    }

    /**
     * A name that no other declaration has: {@code timings.csv of throughput}.
     *
     * @return the file's name, and the kind of experiment where several write such a file
     */
    public String label() {
        return kinds.isEmpty() ? file : file + " of " + String.join(", ", kinds);
    }
}
