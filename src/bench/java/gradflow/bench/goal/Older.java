package gradflow.bench.goal;

import gradflow.bench.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The older commit's sweep {@code vanishing}, which had five cells and profiles in the clear form,
 * there and here, with fast and with portable arithmetic, in turn: of each condition one seed and a
 * fifth of its sequences, or what is asked for. In full it is 32000 sequences and 5 seeds.
 */
public final class Older {
    /** What both versions read. */
    private static final String SPEC =
            """
            question: How long does it take?
            type: training
            fixed: {task: digits, sequenceLength: 64, hiddenSize: 64, batchSize: 32, learningRate: 0.002,
                    clipGlobalNorm: 1.0, sequences: %d, evaluations: 20,
                    profileIterations: [0, 10, 100], profileExamples: 32}
            grid:
              - cell: [SimpleRnn, SimpleRnn, SimpleRnn, LSTM, GRU]
                activation: [sigmoid, tanh, relu, tanh, tanh]
              - tbpttLength: [64, 16]
            seeds: %s
            baseline: {cell: SimpleRnn, activation: tanh}
            """;

    private static final int SEQUENCES = 6400;

    private Older() {}

    /** Takes the class path of the older program, and how many rounds, sequences and seeds. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println("older needs the class path of the older program: use older.sh");
            System.exit(2);
        }
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int sequences = arguments.length > 2 ? Integer.parseInt(arguments[2]) : SEQUENCES;
        int seeds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        Path folder = Files.createTempDirectory("older");
        String experiment =
                SPEC.formatted(sequences, IntStream.rangeClosed(1, seeds).boxed().toList());
        Path spec = Files.writeString(folder.resolve("older.yaml"), experiment);
        System.out.println("round,older_seconds,fast_seconds,portable_seconds,fast_over_older,portable_over_older");
        for (int round = 1; round <= rounds; round++) {
            double older = run(arguments[0], spec, folder, "workers=2");
            double fast = run(Sweeps.ownClassPath(), spec, folder, "set=arithmetic=fast");
            double portable = run(Sweeps.ownClassPath(), spec, folder, "workers=2");
            System.out.printf(
                    Locale.ROOT,
                    "%d,%.1f,%.1f,%.1f,%.2f,%.2f%n",
                    round,
                    older,
                    fast,
                    portable,
                    fast / older,
                    portable / older);
        }
        Sweeps.delete(folder);
    }

    private static double run(String classPath, Path spec, Path folder, String more)
            throws IOException {
        return Sweeps.seconds(
                Java.flags(),
                classPath,
                Map.of(),
                List.of(),
                folder.resolve("results"),
                more.startsWith("workers")
                        ? List.of("spec=" + spec, more)
                        : List.of("spec=" + spec, "workers=2", more));
    }
}
