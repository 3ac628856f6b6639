package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at any moment of the program's start, while classes and native libraries are loaded. */
class TerminatedTest {
    private static final int MOMENTS = 20;
    private static final int LATEST_MILLIS = 1500;
    private static final int LONGEST_SECONDS = 8;

    @TempDir Path folder;

    @Test
    void itEndsWheneverItIsAskedTo() throws Exception {
        Random random = new Random(1);
        Path results = Files.createDirectory(folder.resolve("results"));
        Path printed = folder.resolve("printed");
        List<String> properties = List.of("exp=vanishing", "quick=", "out=" + results);
        for (int moment = 0; moment < MOMENTS; moment++) {
            int millis = random.nextInt(LATEST_MILLIS);
            Process child =
                    ChildProgram.command(List.of(), List.of(), properties)
                            .redirectOutput(Redirect.appendTo(printed.toFile()))
                            .start();
            Thread.sleep(millis);
            child.destroy();
            boolean ended = child.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                child.destroyForcibly();
            }
            assertThat(ended).as("SIGTERM after %d ms", millis).isTrue();
            assertThat(child.exitValue()).as("SIGTERM after %d ms", millis).isEqualTo(128 + 15);
            try (Stream<Path> left = Files.list(results)) {
                assertThat(left).as("SIGTERM after %d ms", millis).isEmpty();
            }
        }
        assertThat(Files.readString(printed)).doesNotContain("Exception");
    }
}
