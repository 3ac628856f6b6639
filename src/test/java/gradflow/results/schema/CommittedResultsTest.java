package gradflow.results.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.results.export.Companions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every committed file is as it is declared. */
class CommittedResultsTest {
    static final Path RESULTS = Path.of("results");

    static List<StoredResults> committed() throws IOException {
        List<StoredResults> committed = new ArrayList<>();
        for (Path root : List.of(RESULTS, RESULTS.resolve("quick"))) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.sorted()
                        .filter(StoredResults::isThere)
                        .map(StoredResults::open)
                        .forEach(committed::add);
            }
        }
        assertThat(committed).hasSizeGreaterThan(20);
        return committed;
    }

    private static List<String> tables(StoredResults results) {
        return results.files().stream().filter(file -> file.endsWith(".csv")).toList();
    }

    /** One pass over all files, for they are large. */
    @Test
    void everyFileHasTheColumnsTypesRangesWordsAndKeysThatAreDeclared() throws IOException {
        List<String> problems = new ArrayList<>();
        for (StoredResults results : committed()) {
            for (String file : tables(results)) {
                StoredTable table = results.table(file);
                Path path = results.folder().resolve(file);
                TableSchema.of(file, results)
                        .ifPresentOrElse(
                                schema -> problems.addAll(keyProblems(path, schema, table)),
                                () -> problems.add(path + " is not declared"));
                TableCheck.problem(results, file, table)
                        .ifPresent(problem -> problems.add(path + ": " + problem));
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everySettingOfAGridIsDescribed() throws IOException {
        Set<String> settings = new HashSet<>();
        for (StoredResults results : committed()) {
            JsonNode experiment = results.manifest().path("experiment");
            experiment
                    .path("grid")
                    .forEach(axis -> axis.fieldNames().forEachRemaining(settings::add));
            experiment.path("nuisance").fieldNames().forEachRemaining(settings::add);
        }
        assertThat(Declarations.all().settings()).containsKeys(settings.toArray(String[]::new));
    }

    /** {@code -Dcompanions=write} gives every committed folder what other tools read. */
    @Test
    void whatOtherToolsReadIsMadeFromTheFilesThatAreThere() throws IOException {
        boolean isWriting = "write".equals(System.getProperty("companions"));
        List<String> problems = new ArrayList<>();
        for (StoredResults results : committed()) {
            Path folder = results.folder();
            if (isWriting) {
                try (ResultsFolder open =
                        ResultsFolder.open(folder.getParent(), folder.getFileName().toString())) {
                    open.complete(Companions::of);
                }
            } else if (results.files().stream().anyMatch(Companions.FILES::contains)) {
                Companions.of(results)
                        .forEach((file, bytes) -> problems.addAll(stale(folder, file, bytes)));
            }
        }
        assertThat(problems)
                .as("mvn test -Dtest=CommittedResultsTest -Dcompanions=write makes them anew")
                .isEmpty();
    }

    private static List<String> stale(Path folder, String file, byte[] bytes) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) && Arrays.equals(Files.readAllBytes(path), bytes)
                    ? List.of()
                    : List.of(path + " is stale");
        } catch (IOException unreadable) {
            return List.of(path + ": " + unreadable);
        }
    }

    private static List<String> keyProblems(Path path, TableSchema schema, StoredTable table) {
        List<String> problems = new ArrayList<>();
        TableDeclaration declaration = schema.declaration();
        for (List<String> key : List.of(declaration.key(), declaration.unique())) {
            if (!key.isEmpty() && !isUnique(table, key)) {
                problems.add(path + ": rows that " + key + " do not tell apart");
            }
        }
        return problems;
    }

    private static boolean isUnique(StoredTable table, List<String> key) {
        assertThat(table.columns()).containsAll(key);
        int[] places = key.stream().mapToInt(table.columns()::indexOf).toArray();
        Set<List<String>> seen = new HashSet<>();
        for (List<String> row : table.rows()) {
            List<String> values = new ArrayList<>();
            for (int place : places) {
                values.add(row.get(place));
            }
            if (!seen.add(values)) {
                return false;
            }
        }
        return true;
    }
}
