package gradflow.results;

import java.util.Base64;
import java.util.List;

/**
 * A file of results that is no CSV, such as a network: a table of one field, its bytes in Base64,
 * so that it goes the way of all other rows from a run to the folder.
 */
public final class PackedFile {
    private static final String COLUMN = "base64";

    private PackedFile() {}

    /**
     * A table that becomes a file of these bytes.
     *
     * @return a table that holds the bytes and no rows
     */
    public static Table of(String fileName, byte[] bytes) {
        String text = Base64.getEncoder().encodeToString(bytes);
        return new Table(fileName, List.of(COLUMN), List.of(List.of(text)));
    }

    /** The bytes of the file that a table becomes: those that it holds, else its CSV. */
    static byte[] bytes(Table table) {
        return table.columns().equals(List.of(COLUMN)) && table.rows().size() == 1
                ? Base64.getDecoder().decode((String) table.rows().get(0).get(0))
                : Csv.bytes(table);
    }
}
