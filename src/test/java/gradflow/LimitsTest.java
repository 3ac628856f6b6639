package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that take more than they may fail with cause and place, and the others go on. */
class LimitsTest {
    @TempDir Path folder;
    private String console;

    private int run(String... properties) throws Exception {
        Properties given = new Properties();
        for (String property : properties) {
            int equals = property.indexOf('=');
            given.setProperty(property.substring(0, equals), property.substring(equals + 1));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = Main.run(given, print, print);
        console = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    private Path file(String fixed, String grid) throws Exception {
        return Files.writeString(
                folder.resolve("limited.yaml"),
                """
                question: does it take too long?
                type: training
                fixed: {task: recall, sequenceLength: 5, tbpttLength: 5, hiddenSize: 3,
                        batchSize: 8, evaluations: 1, profileExamples: 2, %s}
                grid: [%s]
                seeds: [1]
                """
                        .formatted(fixed, grid));
    }

    private List<String> runs() throws Exception {
        return Files.readAllLines(folder.resolve("limited/runs.csv"));
    }

    @Test
    void theIterationLimitEndsTheRunsThatNeedMore() throws Exception {
        Path file = file("iterationLimit: 12", "{sequences: [80, 160]}");
        assertThat(run("spec=" + file, "out=" + folder)).as(console).isEqualTo(1);
        assertThat(runs().get(1)).contains(",unsolved,10,").endsWith(",true,");
        assertThat(runs().get(2))
                .contains(",failed,")
                .endsWith(
                        "iterationLimit: needs more than 12 iterations; it ended after iteration 12");
        assertThat(console)
                .contains("sequences160_seed1 failed: iterationLimit: needs more than 12");
        // A larger limit is no other experiment: the run that had ended is kept.
        var unused = file("iterationLimit: 20", "{sequences: [80, 160]}");
        assertThat(run("spec=" + file, "out=" + folder)).as(console).isZero();
        assertThat(console).contains("resumed: 1 of 2 runs");
        assertThat(runs().get(2)).contains(",unsolved,20,");
    }

    /** Segments of truncated BPTT are iterations, and a batch is not begun that would need more. */
    @Test
    void segmentsCount() throws Exception {
        Path file = file("iterationLimit: 7, sequences: 80", "{tbpttLength: [1, 5]}");
        Files.writeString(file, Files.readString(file).replace("tbpttLength: 5, ", ""));
        assertThat(run("spec=" + file, "out=" + folder)).isEqualTo(1);
        assertThat(console)
                .contains("tbpttLength1_seed1 failed: iterationLimit")
                .contains("it ended after iteration 5\n")
                .contains("it ended after iteration 7\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activations",
                "bptt-by-hand",
                "depth-vs-time",
                "exploding",
                "jacobian",
                "loss-surface",
                "throughput",
                "truncation",
                "vanishing"
            })
    void everyKindKeepsToItsTime(String name) throws Exception {
        String set =
                "timeLimit=1.0e-9" + (name.equals("throughput") ? ",warmup=1,iterations=5" : "");
        assertThat(run("exp=" + name, "quick=", "set=" + set, "workers=1", "out=" + folder))
                .as(console)
                .isEqualTo(1);
        assertThat(console)
                .contains("failed: timeLimit: over its 1.0E-9 seconds ")
                .contains("Every run failed; ");
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "exploding, after iteration 2",
        "loss-surface, after iteration 2",
        "vanishing, after iteration 2"
    })
    void everyIterativeKindKeepsToItsIterations(String name, String place) throws Exception {
        assertThat(run("exp=" + name, "quick=", "set=iterationLimit=2", "out=" + folder))
                .isEqualTo(1);
        assertThat(console)
                .contains("iterationLimit: needs more than 2 iterations; it ended " + place);
    }

    @Test
    void whatHasNoIterationsHasNoSuchLimit() throws Exception {
        assertThat(run("exp=jacobian", "set=iterationLimit=2", "out=" + folder)).isEqualTo(2);
        assertThat(console)
                .containsOnlyOnce("\n")
                .contains("-Dset: unknown setting 'iterationLimit'; ");
    }

    /** The first run ends by the clock here and not when it is verified; the second never does. */
    @Test
    void aRunThatTheClockEndedIsNotVerified() throws Exception {
        Path file = file("timeLimit: 1000", "{sequences: [80, 160]}");
        assertThat(run("spec=" + file, "out=" + folder)).isZero();
        Path results = folder.resolve("limited");
        String row = runs().get(2);
        String ended =
                row.substring(0, row.indexOf(",unsolved"))
                        + ",failed"
                        + ",".repeat((int) runs().get(0).chars().filter(c -> c == ',').count() - 4)
                        + "timeLimit: over its 1000.0 seconds after iteration 3; it ended there";
        replace(results, "runs.csv", row, ended);
        assertThat(run("spec=" + file, "out=" + folder, "verify=")).as(console).isZero();
        assertThat(console)
                .contains(
                        "not judged  1 runs were ended by timeLimit; the rows of all others are the same")
                .containsPattern("gradients.csv +same")
                .doesNotContain("differs");
        replace(results, "runs.csv", ",unsolved,10,", ",unsolved,11,");
        assertThat(run("spec=" + file, "out=" + folder, "verify=")).isEqualTo(1);
        assertThat(console).contains("differs").contains("iterations: 11 is 10");
        assertThat(
                        new ObjectMapper()
                                .readTree(results.resolve("manifest.json").toFile())
                                .at("/experiment/fixed/timeLimit")
                                .asInt())
                .isEqualTo(1000);
    }

    private static void replace(Path results, String name, String from, String to)
            throws Exception {
        Path file = results.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        Path manifest = results.resolve("manifest.json");
        var tree = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        ((ObjectNode) tree.get("sha256"))
                .put(name, DigestUtils.sha256Hex(Files.readAllBytes(file)));
        Files.writeString(manifest, tree.toString());
    }
}
