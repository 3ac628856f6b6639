package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    private static final Path DATA = Path.of("data");

    @Test
    void everyFileIsDescribedWithItsSha256() throws IOException {
        String described = Files.readString(DATA.resolve("README.md"));
        List<Path> files;
        try (Stream<Path> all = Files.list(DATA)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("README.md"))
                            .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(8);
        for (Path file : files) {
            assertThat(described)
                    .contains(file.getFileName().toString())
                    .contains(DigestUtils.sha256Hex(DataFile.read(file, "")));
            assertThat(Files.size(file)).isLessThan(1 << 20);
        }
    }

    @Test
    void everyRealTaskIsNamedAndNoOther() {
        assertThat(RealTasks.names())
                .containsExactly(
                        "permuted-digits",
                        "mnist",
                        "permuted-mnist",
                        "fashion-mnist",
                        "permuted-fashion-mnist",
                        "characters",
                        "forecast-temperature",
                        "forecast-sunspots",
                        "forecast-co2",
                        "ecg",
                        "forecast",
                        "polyphonic",
                        "csv");
        assertThat(RealTasks.create("digits", 8, "", DATA)).isEmpty();
        assertThat(RealTasks.create("nothing", 8, "", DATA)).isEmpty();
    }
}
