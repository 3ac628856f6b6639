package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
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
    void runsQuicklyAndAnswers(String name) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("exp", name);
        properties.setProperty("quick", "true");
        properties.setProperty("out", folder.toString());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        assertThat(Main.run(properties, out, out)).as(name).isZero();

        Path results = folder.resolve(name);
        List<String> runs = Files.readAllLines(results.resolve("runs.csv"));
        assertThat(runs).hasSizeGreaterThan(1);
        assertThat(runs.get(0)).startsWith("run_id,").contains(",seed,").contains(",status,");
        assertThat(runs).noneMatch(row -> row.contains(",failed,"));
        assertThat(results.resolve("timings.csv")).isNotEmptyFile();
        assertThat(results.resolve("manifest.json")).isNotEmptyFile();
        boolean claims =
                Files.readString(Path.of("experiments", name + ".yaml")).contains("claims:");
        assertThat(Files.exists(results.resolve("claims.csv"))).isEqualTo(claims);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("Results: ");
    }
}
