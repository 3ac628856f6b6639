package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
    private static final Manner MANNER = new Manner(1, false, false, false, "the command");
    @TempDir private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
    private final ExperimentSpec spec = Toy.spec(3, "");

    private Laboratory laboratory(Path root) {
        return new Laboratory(root, MANNER, out);
    }

    private Toy shard(int index, int count) throws Exception {
        Toy toy = new Toy();
        assertThat(
                        laboratory(folder)
                                .shard(List.of(new Assignment(spec, toy)), new Shard(index, count)))
                .isZero();
        return toy;
    }

    private int merge() throws IOException {
        return laboratory(folder).merge(List.of(new Assignment(spec, new Toy())));
    }

    @Test
    void partsTogetherEndWithTheBytesOfTheWhole() throws Exception {
        List<String> made = new ArrayList<>();
        for (int index : new int[] {2, 3, 1}) {
            made.addAll(shard(index, 3).made);
        }
        assertThat(made).hasSize(spec.runs().size()).doesNotHaveDuplicates();
        assertThat(folder.resolve(spec.name())).doesNotExist();
        assertThat(merge()).isZero();
        Path whole = folder.resolve("whole");
        laboratory(whole).carryOut(List.of(new Assignment(spec, new Toy())));
        assertThat(files(folder.resolve(spec.name())))
                .isEqualTo(files(whole.resolve(spec.name())))
                .isNotEmpty();
        assertThat(folder.resolve(".shards")).doesNotExist();
    }

    @Test
    void nothingIsConcludedWhileRunsAreMissing() throws Exception {
        var first = shard(1, 2);
        assertThatThrownBy(this::merge)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(
                        "%d of %d runs are in no shard, first "
                                .formatted(
                                        spec.runs().size() - first.made.size(),
                                        spec.runs().size()));
        assertThatThrownBy(() -> laboratory(folder).require(spec, true))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("runs are in no shard");
        assertThat(folder.resolve(spec.name())).doesNotExist();
        var second = shard(2, 2);
        laboratory(folder).require(spec, true);
        assertThat(second.made).isNotEmpty();
        assertThat(merge()).isZero();
    }

    @Test
    void aPartGoesOnWhereItWasInterrupted() throws Exception {
        shard(1, 2);
        assertThat(shard(1, 2).made).isEmpty();
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("resumed: ");
    }

    @Test
    void partsOfAnotherExperimentAreRefused() throws Exception {
        shard(1, 1);
        ExperimentSpec other = Toy.spec(3, "fixed: {batchSize: 64}\n");
        assertThatThrownBy(
                        () -> laboratory(folder).merge(List.of(new Assignment(other, new Toy()))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("1-of-1")
                .hasMessageContaining("fixed.batchSize was ");
    }

    @Test
    void failedRunsAreToldAndKept() throws Exception {
        String bad = spec.runs().get(1).runId();
        Toy failing =
                new Toy(
                        run -> {
                            if (run.runId().equals(bad)) {
                                throw new IllegalStateException("on purpose");
                            }
                        });
        int failed =
                laboratory(folder).shard(List.of(new Assignment(spec, failing)), new Shard(1, 1));
        assertThat(failed).isEqualTo(1);
        assertThat(merge()).isEqualTo(1);
        assertThat(folder.resolve(spec.name()).resolve("runs.csv"))
                .content()
                .contains("on purpose");
        assertThat(shard(1, 1).made).containsExactly(bad);
        assertThat(merge()).isZero();
        assertThat(folder.resolve(spec.name()).resolve("runs.csv"))
                .content()
                .doesNotContain("on purpose");
    }

    private static Map<String, String> files(Path results) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(results)) {
            for (Path file : found.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".csv") && !name.equals("timings.csv")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }
}
