package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reruns and folders against results that are there. */
class VerifyTest {
    @TempDir Path folder;
    private Path results;
    private Path file;
    private Path scratch;
    private String console;

    @BeforeEach
    void aReference() throws Exception {
        String name = "verified-" + ProcessHandle.current().pid();
        file =
                Files.writeString(
                        folder.resolve(name + ".yaml"),
                        """
                        question: is it the same?
                        type: training
                        fixed: {sequenceLength: 8, tbpttLength: 8, hiddenSize: 3, sequences: 64,
                                batchSize: 16, profileExamples: 2, evaluations: 1}
                        grid: [{cell: [GRU, LSTM]}]
                        seeds: [1, 2]
                        """);
        assertThat(run("spec", file, "out", folder)).as(console).isZero();
        results = folder.resolve(name);
        scratch = Path.of("results/.work/.verify").resolve(name);
    }

    private int run(Object... pairs) throws InterruptedException {
        Properties given = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            given.setProperty(pairs[i].toString(), pairs[i + 1].toString());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = Main.run(given, print, print);
        console = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    /** Verifies, and makes sure that the reference stays as it is. */
    private int verify(String share) throws Exception {
        Map<String, String> before = bytes();
        int status = run("spec", file, "out", folder, "verify", share);
        assertThat(bytes()).isEqualTo(before);
        return status;
    }

    private Map<String, String> bytes() throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                bytes.put(path.toString(), DigestUtils.sha256Hex(Files.readAllBytes(path)));
            }
        }
        return bytes;
    }

    /** Changes a file, and if it is to look as if it was written so, the manifest too. */
    private void change(String name, String from, String to, boolean unnoticed) throws IOException {
        Path changed = results.resolve(name);
        String text = Files.readString(changed);
        String other = text.replaceFirst(from, to);
        assertThat(other).isNotEqualTo(text);
        Files.writeString(changed, other);
        if (unnoticed) {
            ObjectNode manifest = manifest();
            String sha256 = DigestUtils.sha256Hex(Files.readAllBytes(changed));
            ((ObjectNode) manifest.get("sha256")).put(name, sha256);
            write(manifest);
        }
    }

    private ObjectNode manifest() throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(results.resolve("manifest.json").toFile());
    }

    private void write(ObjectNode manifest) throws IOException {
        Files.writeString(results.resolve("manifest.json"), manifest.toString());
    }

    @Test
    void aRerunIsTheSameAndNothingIsLeft() throws Exception {
        assertThat(verify("")).as(console).isZero();
        assertThat(console)
                .contains(results + " against its rerun")
                .containsPattern("runs\\.csv +same")
                .containsPattern("gradients\\.csv +same")
                .containsPattern("timings\\.csv +times")
                .doesNotContain("differs")
                .doesNotContain("Results:");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void oneEditedDigitIsNoticedAndNamed() throws Exception {
        change("summary.csv", "2,0,2,0,0", "2,0,2,0,1", false);
        assertThat(verify("true")).isEqualTo(1);
        assertThat(console)
                .contains(results + "/summary.csv was edited after it was written\n")
                .containsPattern(
                        "summary\\.csv +edited +not the bytes that .*manifest.json lists; row 1, ")
                .containsPattern("runs\\.csv +same");
    }

    @Test
    void aDifferenceIsNamedWithRowColumnValuesAndUnits() throws Exception {
        String loss = lossOfTheFirstRun();
        String next = Double.toString(Math.nextUp(Double.parseDouble(loss)));
        change("runs.csv", loss, next, true);
        assertThat(verify("1")).isEqualTo(1);
        assertThat(console)
                .containsPattern(
                        "runs\\.csv +differs +row 1 \\(GRU_seed1\\), test_loss: %s is %s \\(1 ULP\\); 1 of 4"
                                .formatted(next, loss))
                .contains("The rerun is in " + scratch);
        assertThat(scratch.resolve("runs.csv")).exists();
        assertThat(run("compare", results + "," + scratch)).isEqualTo(1);
        assertThat(console).containsPattern("runs\\.csv +differs").contains("wall_millis: times ");
        assertThat(run("compare", scratch + "," + scratch)).isZero();
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(scratch);
    }

    private String lossOfTheFirstRun() throws IOException {
        String[] columns = Files.readAllLines(results.resolve("runs.csv")).get(0).split(",");
        String[] row = Files.readAllLines(results.resolve("runs.csv")).get(1).split(",", -1);
        return row[java.util.List.of(columns).indexOf("test_loss")];
    }

    @Test
    void filesThatAreGoneOrNewAreNamed() throws Exception {
        Files.delete(results.resolve("horizon.csv"));
        Files.writeString(results.resolve("claims.csv"), "of an older form\n");
        assertThat(verify("")).isEqualTo(1);
        assertThat(console)
                .containsPattern("horizon\\.csv +missing +the manifest lists it")
                .containsPattern("claims\\.csv +extra +the manifest does not list it");
    }

    /** Another processor's last bits are no error, another conclusion is. */
    @Test
    void whereArithmeticMayDifferConclusionsAreCompared() throws Exception {
        ObjectNode manifest = manifest();
        manifest.put("arithmetic", "fast");
        manifest.put("openblas", "another");
        write(manifest);
        String loss = lossOfTheFirstRun();
        String near = Double.toString(Double.parseDouble(loss) * 1.001);
        change("runs.csv", loss, near, true);
        assertThat(verify("")).as(console).isZero();
        assertThat(console)
                .contains("    openblas: another, now OpenBLAS")
                .containsPattern("runs\\.csv +agrees +all \\d+ intervals overlap")
                .containsPattern("summary\\.csv +same");
        change("runs.csv", near, "1000000.0", true);
        change(
                "runs.csv",
                "(?m)^(GRU_seed2,GRU,2,unsolved,[^,]*,[^,]*,)[^,]*",
                "$11000001.0",
                true);
        assertThat(verify("")).isEqualTo(1);
        assertThat(console).containsPattern("runs\\.csv +differs +GRU, mean of test_loss: ");
    }

    @Test
    void aShareOfTheRunsIsComparedRowByRow() throws Exception {
        assertThat(verify("0.5")).as(console).isZero();
        assertThat(console)
                .contains("2 runs on ")
                .contains(results + " against 2 of its 4 runs")
                .containsPattern("runs\\.csv +same +2 rows")
                .containsPattern("gradients\\.csv +same +\\d+ rows");
        change("runs.csv", "(?m)(seed1,.*,1,unsolved,)\\d", "$19", true);
        change("runs.csv", "(?m)(seed2,.*,2,unsolved,)\\d", "$19", true);
        assertThat(verify(".99")).isEqualTo(1);
        assertThat(console).containsPattern("runs\\.csv +differs +row \\d \\(.*\\), iterations: 9");
    }

    @Test
    void withoutAReferenceNothingIsRun() throws Exception {
        assertThat(run("spec", file, "out", folder.resolve("none"), "verify", "")).isEqualTo(2);
        assertThat(console).contains("holds no results").doesNotContain("runs on");
        assertThat(run("compare", folder.resolve("none"))).isEqualTo(2);
        assertThat(console.lines()).hasSize(1);
        for (String share : new String[] {"0", "1.5", "-1", "x", "0.0", "1e-3", "5%"}) {
            assertThat(run("spec", file, "verify", share)).as(share).isEqualTo(2);
            assertThat(console).startsWith("-Dverify takes no value, or a share");
        }
    }

    /** The mechanism of the installation check, for references that lie elsewhere. */
    @Test
    void withoutNamesAllQuickReferencesAreVerified() throws Exception {
        Path quick = folder.resolve("quick");
        assertThat(run("exp", "loss-surface", "quick", "", "out", quick)).as(console).isZero();
        assertThat(run("verify", "", "quick", "", "out", quick)).as(console).isZero();
        assertThat(console).contains("loss-surface against its rerun");
        change(quick.resolve("loss-surface"));
        assertThat(run("verify", "", "quick", "", "out", quick)).isEqualTo(1);
    }

    private static void change(Path folder) throws IOException {
        Path runs = folder.resolve("runs.csv");
        Files.writeString(runs, Files.readString(runs).replaceFirst("\\.", ".3"));
    }
}
