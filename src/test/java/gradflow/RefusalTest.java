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
    private static final String DATA = "gradflow.task.images.Digits ";

    @TempDir Path folder;

    /** Whether ND4J was loaded before the only line, which says this. */
    private boolean loads(int status, String line, String... properties) throws Exception {
        return loads(ND4J, status, line, properties);
    }

    private boolean loads(String name, int status, String line, String... properties)
            throws Exception {
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
        return Files.readString(classes).contains(name);
    }

    private String spec(String name, String fixed) throws Exception {
        return "spec="
                + Files.writeString(
                        folder.resolve(name + ".yaml"),
                        """
                        question: is it refused?
                        type: training
                        fixed: {sequenceLength: 8, tbpttLength: 8, hiddenSize: 2, batchSize: 8,
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

    @Test
    void whatIsInTheWayOfResultsIsToldBeforeDataAreLoaded() throws Exception {
        String digits = spec("c", "task: digits");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(loads(DATA, 2, "is not a folder", digits, "out=" + file.resolve("x"))).isFalse();
        String out = "out=" + folder.resolve("parts");
        assertThat(loads(DATA, 2, "1 of 1 runs are in no shard", digits, "merge", out)).isFalse();
    }

    /** The list's heading would stand above the mistake. */
    @Test
    void outsideTheProjectsFolderOneLineSaysSo() throws Exception {
        Process child =
                ChildProgram.command(List.of(), List.of("-Xmx256m"), List.of())
                        .directory(folder.toFile())
                        .start();
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(lines.toString()).isEqualTo(2);
        assertThat(lines)
                .containsExactly(
                        folder.toRealPath().resolve("experiments")
                                + ": no experiments there; start in the project's folder");
    }

    /** Otherwise the tests above could not fail. */
    @Test
    void whatIsNotRefusedLoadsThem() throws Exception {
        String out = "out=" + folder.resolve("digits");
        assertThat(loads(DATA, 0, "runs on", spec("d", "task: digits"), out)).isTrue();
        assertThat(loads(0, "runs on", spec("e", "task: recall"), "out=" + folder)).isTrue();
    }
}
