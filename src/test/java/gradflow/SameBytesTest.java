package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small experiments of every kind that builds networks, in Java machines and native environments
 * that differ in what they compute with: each CSV file has the same bytes. Sizes are tiny, because
 * {@code Math.fma} without the instruction for it takes a microsecond.
 */
class SameBytesTest {
    private static final int MINUTES = 10;
    private static final List<String> NATIVE =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE");

    /** Without it products are plain loops. */
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** All that an interpreter makes in a minute. */
    private static final String SMALLEST = "smallest";

    private static final Map<String, String> EXPERIMENTS =
            Map.of(
                    SMALLEST,
                    """
                    type: training
                    fixed: {task: recall, sequenceLength: 4, hiddenSize: 2, batchSize: 2,
                      sequences: 4, evaluations: 1, profileIterations: [0], profileExamples: 2}
                    grid:
                      - cell: [LSTM]
                    """,
                    "training",
                    """
                    type: training
                    fixed: {sequenceLength: 6, hiddenSize: 3, batchSize: 4, sequences: 16,
                      evaluations: 1, profileIterations: [0, 2], profileExamples: 3}
                    grid:
                      - task: [recall, recall, recall, recall, recall, adding]
                        cell: [SimpleRnn, LSTM, GRU, MinGRU, JANET, LSTM]
                        mitigation: [clip-global-norm(0.1)+gradient-noise, none, layer-norm,
                          clip-element-wise, chrono, clip-per-layer]
                    """,
                    // Sizes that vectors of any length fill in part.
                    "wide",
                    """
                    type: training
                    fixed: {task: recall, sequenceLength: 4, hiddenSize: 19, batchSize: 5,
                      sequences: 10, evaluations: 1, profileIterations: [0], profileExamples: 5}
                    grid:
                      - cell: [SimpleRnn, LSTM, GRU]
                    """,
                    "omega",
                    """
                    type: training
                    fixed: {task: recall, sequenceLength: 6, hiddenSize: 3, batchSize: 4,
                      sequences: 16, evaluations: 1, profileIterations: [0], profileExamples: 3}
                    grid:
                      - mitigation: [omega, init-orthogonal, init-sparse, leaky]
                    """,
                    "by-hand",
                    """
                    type: bptt-by-hand
                    fixed: {hidden: 2, timeSteps: 4}
                    grid:
                      - cell: [SimpleRnn, LSTM, GRU]
                        activation: [sigmoid, tanh, tanh]
                      - loss: [l1, squared-error, cross-entropy]
                    """,
                    "exploding",
                    """
                    type: exploding
                    fixed: {hidden: 3, timeSteps: 5, batchSize: 4, iterations: 5}
                    grid:
                      - clipping: [none, element-wise, per-layer, global-norm]
                    """,
                    "truncation",
                    """
                    type: truncation
                    fixed: {hiddenSize: 3, sequenceLength: 6, tbpttLength: 3, batchSize: 2}
                    grid:
                      - cell: [SimpleRnn, LSTM, GRU]
                    """,
                    "jacobian",
                    """
                    type: jacobian
                    fixed: {hiddenSize: 3, sequenceLength: 8, warmup: 2}
                    grid:
                      - cell: [SimpleRnn, LSTM, GRU]
                    """,
                    "depth",
                    """
                    type: depth-vs-time
                    fixed: {hiddenSize: 3, sequenceLength: 5, layers: 2, batchSize: 2}
                    grid:
                      - cell: [SimpleRnn, LSTM]
                    """);

    @TempDir private static Path folder;

    /** A Java machine with its options, and the environment of the native libraries. */
    private record Machine(String java, List<String> options, Map<String, String> environment) {
        static Machine with(String... options) {
            return new Machine(running(), List.of(options), Map.of());
        }

        /** Whether it only interprets, a hundred times slower. */
        boolean isSlow() {
            return options.contains("-Xint");
        }

        static Machine in(String variable, String value) {
            return new Machine(running(), List.of(), Map.of(variable, value));
        }

        static Machine of(Path java, String... options) {
            return new Machine(java.toString(), List.of(options), Map.of());
        }

        private static String running() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        void run(Path out) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(java));
            command.addAll(
                    List.of(
                            "-Xmx1g",
                            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                            "-XX:+IgnoreUnrecognizedVMOptions"));
            command.addAll(options);
            String path =
                    System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path"));
            String wanted = isSlow() ? SMALLEST : "";
            command.addAll(List.of("-cp", path, Child.class.getName(), out.toString(), wanted));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeAll(NATIVE);
            builder.environment().putAll(environment);
            File log = Files.createTempFile(folder, "child", ".log").toFile();
            Process child = builder.redirectErrorStream(true).redirectOutput(log).start();
            boolean ended = child.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                child.destroyForcibly();
            }
            assertThat(ended && child.exitValue() == 0)
                    .as("%s: %s", this, Files.readString(log.toPath()))
                    .isTrue();
        }
    }

    /** What runs there: the experiments of a folder whose names begin with what is asked for. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Path out = Path.of(arguments[0]);
            int status = 0;
            try (Stream<Path> files = Files.list(out.resolveSibling("experiments"))) {
                for (Path file : files.sorted().toList()) {
                    if (!file.getFileName().toString().startsWith(arguments[1])) {
                        continue;
                    }
                    Properties properties = new Properties();
                    properties.setProperty("spec", file.toString());
                    properties.setProperty("out", out.toString());
                    properties.setProperty("workers", "1");
                    status = Math.max(status, Main.run(properties, System.out, System.err));
                }
            }
            System.exit(status);
        }
    }

    @BeforeAll
    static void runAsFound() throws IOException, InterruptedException {
        Path experiments = Files.createDirectory(folder.resolve("experiments"));
        for (var experiment : EXPERIMENTS.entrySet()) {
            Files.writeString(
                    experiments.resolve(experiment.getKey() + ".yaml"),
                    "question: Are all bytes the same?\nduration: seconds\n"
                            + "quickDuration: seconds\nseeds: [1]\n"
                            + experiment.getValue());
        }
        Machine.with().run(folder.resolve("expected"));
        assertThat(bytes(folder.resolve("expected")).keySet())
                .hasSizeGreaterThan(2 * EXPERIMENTS.size())
                .noneMatch(name -> name.contains("timings"));
    }

    static Stream<Machine> machines() throws IOException {
        return Stream.concat(
                Stream.of(
                        Machine.with("-Xint"),
                        Machine.with("-XX:TieredStopAtLevel=1"),
                        Machine.with("-XX:UseAVX=0"),
                        Machine.with("-XX:UseAVX=1"),
                        Machine.with("-XX:UseAVX=2"),
                        Machine.with("-XX:UseAVX=3"),
                        Machine.with(VECTORS),
                        Machine.with(VECTORS, "-XX:UseAVX=0"),
                        Machine.with(VECTORS, "-XX:UseAVX=2"),
                        Machine.with(VECTORS, "-XX:UseAVX=3"),
                        Machine.with(VECTORS, "-XX:TieredStopAtLevel=1"),
                        Machine.with(VECTORS, "-XX:TieredStopAtLevel=3"),
                        Machine.in("OPENBLAS_CORETYPE", "Haswell"),
                        Machine.in("OPENBLAS_CORETYPE", "SkylakeX"),
                        Machine.in("OPENBLAS_CORETYPE", "Prescott"),
                        Machine.in("OMP_NUM_THREADS", "1"),
                        Machine.in("OMP_NUM_THREADS", "2"),
                        Machine.in("OMP_NUM_THREADS", "4")),
                otherJavas()
                        .flatMap(java -> Stream.of(Machine.of(java), Machine.of(java, VECTORS))));
    }

    /** The other Java machines that are here. */
    private static Stream<Path> otherJavas() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Stream.empty();
        }
        List<Path> homes = new ArrayList<>();
        try (Stream<Path> found = Files.list(all)) {
            for (Path home : found.sorted().toList()) {
                boolean runs = Files.isExecutable(home.resolve("bin").resolve("java"));
                if (runs && !home.toRealPath().equals(here)) {
                    homes.add(home.toRealPath());
                }
            }
        }
        return homes.stream().distinct().map(home -> home.resolve("bin").resolve("java"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void everyCsvFileHasTheSameBytes(Machine machine) throws Exception {
        Path out = folder.resolve("other");
        deleteIfThere(out);
        machine.run(out);
        Map<String, String> expected = bytes(folder.resolve("expected"));
        Map<String, String> found = bytes(out);
        if (machine.isSlow()) {
            expected.keySet().removeIf(name -> !name.startsWith(SMALLEST));
        }
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        List<String> different =
                expected.keySet().stream()
                        .filter(name -> !expected.get(name).equals(found.get(name)))
                        .toList();
        assertThat(different).as(machine.toString()).isEmpty();
    }

    /** The CSV files by name, but for what a clock gave. */
    private static Map<String, String> bytes(Path results) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file : files.toList()) {
                String name = results.relativize(file).toString();
                if (name.endsWith(".csv") && !name.endsWith("timings.csv")) {
                    bytes.put(name, Files.readString(file));
                }
            }
        }
        return bytes;
    }

    private static void deleteIfThere(Path results) throws IOException {
        if (!Files.exists(results)) {
            return;
        }
        try (Stream<Path> files = Files.walk(results)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
