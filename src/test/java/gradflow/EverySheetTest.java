package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.StoredResults;
import gradflow.results.schema.TableCheck;
import gradflow.results.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment file runs with its quick block; the main job has {@link MainTest} to itself. */
class EverySheetTest {
    @TempDir Path folder;

    static Stream<String> experiments() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("experiments"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("vanishing.yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void runsQuicklyAnswersAndRepeatsItself(String name) throws Exception {
        Path first = folder.resolve("first");
        String console = run(name, first, "2");

        Path results = first.resolve(name);
        List<String> runs = Files.readAllLines(results.resolve("runs.csv"));
        assertThat(runs).hasSizeGreaterThan(1);
        assertThat(runs.get(0)).startsWith("run_id,").contains(",seed,").contains(",status,");
        assertThat(runs).noneMatch(row -> row.contains(",failed,"));
        assertThat(results.resolve("timings.csv")).isNotEmptyFile();
        assertThat(results.resolve("manifest.json")).isNotEmptyFile();
        boolean claims =
                Files.readString(Path.of("experiments", name + ".yaml")).contains("claims:");
        assertThat(Files.exists(results.resolve("claims.csv"))).isEqualTo(claims);
        assertThat(console).contains("Results: ");
        isAsDeclared(StoredResults.open(results));

        if (!name.startsWith("throughput")) {
            Path second = folder.resolve("second");
            var unused = run(name, second, "1");
            sameBytes(results, second.resolve(name));
        }
    }

    private static void isAsDeclared(StoredResults results) throws IOException {
        assertThat(results.files()).contains("datapackage.json", "croissant.json");
        for (String file : results.files()) {
            if (file.endsWith(".csv")) {
                assertThat(TableSchema.of(file, results)).as(file).isPresent();
                assertThat(TableCheck.problem(results, file, results.table(file)))
                        .as(file)
                        .isEmpty();
            }
        }
    }

    private static String run(String name, Path out, String workers) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("exp", name);
        properties.setProperty("quick", "true");
        properties.setProperty("out", out.toString());
        properties.setProperty("workers", workers);
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(console, true, StandardCharsets.UTF_8);
        assertThat(Main.run(properties, print, print)).as(name).isZero();
        return console.toString(StandardCharsets.UTF_8);
    }

    /** What holds what differs between reruns, and the page that shows it. */
    private static final Set<String> OF_THIS_RUN =
            Set.of("timings.csv", "manifest.json", "report.html", "jmh.json");

    /** All other files. */
    private static void sameBytes(Path one, Path other) throws IOException {
        try (Stream<Path> files = Files.list(one)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!OF_THIS_RUN.contains(name)) {
                    assertThat(other.resolve(name)).hasSameBinaryContentAs(file);
                }
            }
        }
    }
}
