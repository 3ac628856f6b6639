package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that would fill any memory are refused in little, before anything is made of them. */
class SmallHeapTest {
    private static final List<String> FLAGS = List.of("-Xmx256m");

    @TempDir Path folder;

    private String refusal(Path file) throws Exception {
        Process child =
                ChildProgram.command(List.of(), FLAGS, List.of("spec=" + file, "out=" + folder))
                        .start();
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(lines.toString()).isEqualTo(2);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith(file + ": ").hasSizeLessThanOrEqualTo(500);
        return lines.get(0);
    }

    @Test
    void fiftyMegabytesOfYaml() throws Exception {
        Path file = folder.resolve("large.yaml");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write("question: is it read?\ntype: training\ngrid: [{cell: [LSTM]}]\nseeds:\n");
            for (int seed = 0; seed < 5_000_000; seed++) {
                text.write("  - " + (1_000_000 + seed % 8_000_000) + "\n");
            }
        }
        assertThat(Files.size(file)).isGreaterThan(50_000_000);
        assertThat(refusal(file)).endsWith("an experiment file has at most 1048576 bytes");
    }

    @Test
    void aThousandMillionConditions() throws Exception {
        String axis =
                IntStream.rangeClosed(1, 1000)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", ", "[", "]"));
        Path file =
                Files.writeString(
                        folder.resolve("grid.yaml"),
                        "question: q\ntype: training\nseeds: [1]\ngrid:\n"
                                + "  - hiddenSize: "
                                + axis
                                + "\n"
                                + "  - evaluations: "
                                + axis
                                + "\n"
                                + "  - profileExamples: "
                                + axis
                                + "\n");
        assertThat(refusal(file))
                .endsWith(
                        "grid: 1000000000 runs (every condition with every seed); at most 100000"
                                + " are allowed");
    }
}
