package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command that is refused loads no native library of ND4J before, which takes longer than all
 * else that it does.
 */
class RefusalTest {
    private static final String ND4J = "org.nd4j.linalg.factory.Nd4j ";

    @TempDir Path folder;

    /** Whether the class was loaded before the only line, which says this. */
    private boolean loads(int status, String line, String... properties) throws Exception {
        Path classes = folder.resolve("classes");
        Process child =
                ChildProgram.command(
                                List.of(),
                                List.of("-Xmx256m", "-Xlog:class+load:file=" + classes),
                                List.of(properties))
                        .start();
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(lines.toString()).isEqualTo(status);
        assertThat(lines).anyMatch(printed -> printed.contains(line));
        return Files.readString(classes).contains(ND4J);
    }

    private String spec(String name, String fixed) throws Exception {
        return "spec="
                + Files.writeString(
                        folder.resolve(name + ".yaml"),
                        """
                        question: is it refused?
                        type: training
                        fixed: {sequenceLength: 5, tbpttLength: 5, hiddenSize: 2, batchSize: 8,
                                sequences: 16, evaluations: 1, profileExamples: 2, %s}
                        grid: [{cell: [GRU]}]
                        seeds: [1]
                        """
                                .formatted(fixed));
    }

    @Test
    void aMistakeIsToldBeforeTheLibrariesAreLoaded() throws Exception {
        String out = "out=" + folder.resolve("results");
        assertThat(loads(2, "cannot be read", spec("a", "task: forecast, dataPath: /no/x"), out))
                .isFalse();
        assertThat(loads(2, "unknown task '3'", spec("b", "task: 3"), out)).isFalse();
    }

    /** Otherwise the test above could not fail. */
    @Test
    void whatIsNotRefusedLoadsThem() throws Exception {
        assertThat(loads(0, "runs on", spec("e", "task: recall"), "out=" + folder)).isTrue();
    }
}
