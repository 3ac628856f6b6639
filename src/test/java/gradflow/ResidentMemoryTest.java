package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a long sweep of tiny runs keeps in memory, by the process's own status on Linux; minutes, so
 * only with {@code -Dtiny=5000}.
 */
@EnabledIfSystemProperty(named = "tiny", matches = "\\d+")
class ResidentMemoryTest {
    private static final int RUNS = Integer.getInteger("tiny", 0);
    private static final long MOST_KIB = 10 << 10;

    @TempDir Path folder;

    @Test
    void memoryDoesNotGrowWithTheRuns() throws Exception {
        String seeds =
                IntStream.rangeClosed(1, RUNS)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", ", "[", "]"));
        Path file =
                Files.writeString(
                        folder.resolve("tiny.yaml"),
                        """
                question: does it leak?
                type: training
                fixed: {task: recall, sequenceLength: 5, tbpttLength: 5, hiddenSize: 2, batchSize: 8,
                        sequences: 16, evaluations: 1, profileExamples: 2, detailSeeds: 1}
                grid: [{cell: [GRU]}]
                seeds: %s
                """
                                .formatted(seeds));
        Process child =
                ChildProgram.command(
                                List.of(),
                                List.of("-Xmx128m", "-Xms128m", "-XX:+AlwaysPreTouch"),
                                List.of("spec=" + file, "out=" + folder, "workers=1"))
                        .start();
        long early = residentAfter(child, RUNS / 5);
        long late = residentAfter(child, RUNS);
        System.out.printf(
                "resident memory: %d KiB after %d runs, %d KiB after %d%n",
                early, RUNS / 5, late, RUNS);
        List<String> rest = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(rest.toString()).isZero();
        assertThat(late - early).isLessThan(MOST_KIB);
    }

    private static long residentAfter(Process child, int runs) throws IOException {
        BufferedReader printed = child.inputReader();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(runs + "/")) {
                return Files.readAllLines(Path.of("/proc/" + child.pid() + "/status")).stream()
                        .filter(entry -> entry.startsWith("VmRSS:"))
                        .mapToLong(entry -> Long.parseLong(entry.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new IOException("it ended before run " + runs);
    }
}
