package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words of a user's that begin like formulas are taken as they are, and stay words. */
class FormulaTest {
    @TempDir Path folder;

    @Test
    void wordsOfAUserAreAcceptedAndNeverComputed() throws Exception {
        Path series = folder.resolve("=data.csv");
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i).append(',').append(i % 7).append('\n');
        }
        Files.writeString(series, csv);
        Path inFolder = Path.of("").toAbsolutePath().relativize(series.toAbsolutePath());
        Path file =
                Files.writeString(
                        folder.resolve("formula.yaml"),
                        """
                question: "=1+1"
                type: training
                fixed: {task: forecast, sequenceLength: 12, tbpttLength: 12, hiddenSize: 3,
                        sequences: 32, batchSize: 16, evaluations: 1, profileExamples: 2}
                grid:
                  - dataPath: ["%s"]
                  - cell: [GRU]
                seeds: [1]
                claims:
                  - {id: a, note: 1, says: "@SUM(1) is small", column: test_loss,
                     condition: {cell: GRU}, relation: <, value: 1000}
                """
                                .formatted(inFolder));
        Properties properties = new Properties();
        properties.setProperty("spec", file.toString());
        properties.setProperty("out", folder.toString());
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(console, true, StandardCharsets.UTF_8);
        assertThat(Main.run(properties, print, print))
                .as(console.toString(StandardCharsets.UTF_8))
                .isZero();
        String claims = Files.readString(folder.resolve("formula/claims.csv"));
        assertThat(claims).contains("\n1,a,'@SUM(1) is small,test_loss,");
        assertThat(Files.readString(folder.resolve("formula/runs.csv")))
                .doesNotContainPattern("(?m)(^|,)[=+@-](?![0-9.])");
        properties.setProperty("verify", "");
        assertThat(Main.run(properties, print, print))
                .as(console.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
