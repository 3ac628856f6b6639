package gradflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradflow.sweep.CrewProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What -Dmaster may be, and that the plain build knows no cluster. */
class MasterTest {
    @TempDir Path folder;

    private String refusal(String master, String other) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("exp", "jacobian");
        properties.setProperty("out", folder.resolve("results").toString());
        properties.setProperty("master", master);
        if (!other.isEmpty()) {
            properties.setProperty(other, other.equals("shard") ? "1/2" : "1");
        }
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        properties,
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(2);
        assertThat(folder.resolve("results")).doesNotExist();
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"yarn", "local", "local[0]", "local[two]", "spark://", "http://host:1", "true"})
    void otherPlacesAreRefused(String master) throws Exception {
        assertThat(refusal(master, ""))
                .isEqualTo(
                        "-Dmaster must be local[N], local[*] or spark://HOST:PORT, not '%s'%n"
                                .formatted(master));
    }

    @ParameterizedTest
    @CsvSource({"workers", "shard"})
    void whatDoesNothingBesideItIsRefused(String other) throws Exception {
        assertThat(refusal("local[2]", other))
                .isEqualTo("-D%s does nothing beside -Dmaster%n".formatted(other));
    }

    @Test
    void withoutTheProfileThereIsNoSpark() throws Exception {
        assumeTrue(ServiceLoader.load(CrewProvider.class).findFirst().isEmpty(), "-Pspark");
        assertThat(refusal("local[2]", ""))
                .isEqualTo(
                        "-Dmaster needs Spark: mvn -Pspark compile exec:exec -Dexp=NAME"
                                + " -Dmaster=local[2]%n".formatted());
    }
}
