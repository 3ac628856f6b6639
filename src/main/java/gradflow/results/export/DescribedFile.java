package gradflow.results.export;

import gradflow.results.StoredResults;
import gradflow.results.Table;
import gradflow.results.schema.Field;
import gradflow.results.schema.TableDeclaration;
import gradflow.results.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A CSV file of results with what is declared about it.
 *
 * @param file its name
 * @param bytes how many it has
 * @param sha256 of its bytes
 * @param isLasting whether a rerun makes the same bytes; the times of runs differ
 * @param declaration of the file, if there is one
 * @param fields its columns, in the order of its header
 */
record DescribedFile(
        String file,
        long bytes,
        String sha256,
        boolean isLasting,
        Optional<TableDeclaration> declaration,
        List<Field> fields) {
    static final String RUNS = "runs.csv";
    static final String RUN_ID = "run_id";
    private static final String CSV = ".csv";

    /** Keeps a copy. */
    DescribedFile {
        fields = List.copyOf(fields);
    }

    /** All CSV files that the manifest lists and the folder has, in the manifest's order. */
    static List<DescribedFile> all(StoredResults results) throws IOException {
        List<DescribedFile> all = new ArrayList<>();
        for (String file : results.files()) {
            if (file.endsWith(CSV) && results.has(file)) {
                all.add(of(file, results));
            }
        }
        return all;
    }

    private static DescribedFile of(String file, StoredResults results) throws IOException {
        byte[] bytes = results.bytes(file);
        List<String> header = header(bytes);
        Optional<TableSchema> schema = TableSchema.of(file, results);
        boolean isThroughput = ThroughputRows.areIn(results);
        return new DescribedFile(
                file,
                bytes.length,
                DigestUtils.sha256Hex(bytes),
                !file.equals(Table.TIMINGS) || isThroughput,
                schema.map(TableSchema::declaration),
                schema.map(declared -> declared.fields(header))
                        .orElseGet(() -> TableSchema.undeclared(header)));
    }

    /** Names of columns have no quotes, commas or line breaks in them. */
    private static List<String> header(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String line = new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
        return line.isEmpty() ? List.of() : List.of(line.split(",", -1));
    }

    /** The file's name without its ending. */
    String name() {
        return file.substring(0, file.length() - CSV.length());
    }

    String about() {
        return declaration.map(TableDeclaration::about).orElse("Not declared.");
    }

    /** The columns that tell rows apart, as far as the file has them all. */
    List<String> key() {
        return declaration.map(TableDeclaration::key).filter(this::has).orElse(List.of());
    }

    /** The columns that tell rows apart, of which one may be empty, as far as the file has all. */
    List<String> unique() {
        return declaration.map(TableDeclaration::unique).filter(this::has).orElse(List.of());
    }

    private boolean has(List<String> columns) {
        return fields.stream().map(Field::name).toList().containsAll(columns);
    }

    /** Whether its rows belong to rows of runs.csv. */
    boolean refersToRuns() {
        return !file.equals(RUNS) && has(List.of(RUN_ID));
    }
}
