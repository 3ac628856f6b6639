package gradflow.bench.goal;

import gradflow.bench.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One worker and two, in turn, on the same sweep; and whether their results are the same. */
public final class Workers {
    private static final String SWEEP =
            "set=sequences=32000,seeds=[101,102,103,104],learningRate=[0.002],tbpttLength=64,"
                    + "evaluations=1";
    private static final int ROUNDS = 2;

    private Workers() {}

    /** Takes another {@code set=…} of {@code vanishing}, or nothing. */
    public static void main(String... arguments) throws IOException {
        String sweep = arguments.length > 0 ? arguments[0] : SWEEP;
        Path folder = Files.createTempDirectory("workers");
        System.out.println("round,one_worker_seconds,two_workers_seconds,one_over_two,same_results");
        for (int round = 1; round <= ROUNDS; round++) {
            Path one = folder.resolve("one");
            Path two = folder.resolve("two");
            double alone = run(sweep, 1, one);
            double both = run(sweep, 2, two);
            System.out.printf(
                    Locale.ROOT,
                    "%d,%.1f,%.1f,%.2f,%s%n",
                    round,
                    alone,
                    both,
                    alone / both,
                    Sweeps.same(one, two));
        }
        Sweeps.delete(folder);
    }

    private static double run(String sweep, int workers, Path out) throws IOException {
        return Sweeps.seconds(
                Java.flags(),
                Sweeps.ownClassPath(),
                Map.of(),
                List.of(),
                out,
                List.of("exp=vanishing", sweep, "workers=" + workers));
    }
}
