package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** Claims, thresholds and seeds of registered experiments are those that were registered. */
class RegisteredTest {
    private static final Path EXPERIMENTS = Path.of("experiments");
    private static final Path REGISTER = EXPERIMENTS.resolve("registered.sha256");

    @Test
    void registeredFilesAreAsTheyWereRegistered() throws IOException {
        List<String> lines = Files.readAllLines(REGISTER);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
        for (String line : lines) {
            assertThat(line).matches("[0-9a-f]{64} {2}[a-z0-9-]+\\.yaml");
            Path file = EXPERIMENTS.resolve(line.substring(66));
            assertThat(DigestUtils.sha256Hex(Files.readAllBytes(file)))
                    .as(
                            "%s is not as it was registered in %s; what is changed after a look at its seeds is listed in src/site/markdown/statistics.md",
                            file, REGISTER)
                    .isEqualTo(line.substring(0, 64));
        }
    }
}
