package gradflow.bench.goal;

import gradflow.bench.Java;
import gradflow.bench.peer.Quartiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small sweep under flags of the virtual machine, with one worker and with two, in turn. Ratios
 * are to the first candidate, round by round. ND4J's two deallocator threads are not among them:
 * this version has no setting for their number.
 */
public final class MachineFlags {
    private static final String SWEEP = "set=sequences=3200,seeds=[101],learningRate=[0.002],evaluations=2";
    private static final String SERIAL = "-XX:+UseSerialGC";

    private MachineFlags() {}

    /**
     * A choice.
     *
     * @param removed what is removed from the environment
     */
    private record Candidate(String name, List<String> flags, List<String> removed) {
        Candidate(String name, String... flags) {
            this(name, List.of(flags), List.of());
        }
    }

    private static final List<Candidate> CANDIDATES =
            List.of(
                    new Candidate("as-the-machine-chooses", "-XX:+UseG1GC"),
                    new Candidate("serial", SERIAL),
                    new Candidate("parallel", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=1"),
                    new Candidate("serial-young-1g", SERIAL, "-Xmn1g"),
                    new Candidate("serial-first-compiler", SERIAL, "-XX:TieredStopAtLevel=1"),
                    new Candidate("serial-second-compiler", SERIAL, "-XX:-TieredCompilation"),
                    new Candidate(
                            "serial-openmp-unset", List.of(SERIAL), List.of("OMP_NUM_THREADS")));

    /** Takes the number of rounds, 2 if none is given. */
    public static void main(String... arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        Path out = Files.createTempDirectory("flags").resolve("results");
        System.out.println("candidate,workers,seconds_median,ratio_median,ratio_p25,ratio_p75,flags");
        for (int workers = 1; workers <= 2; workers++) {
            double[][] seconds = new double[CANDIDATES.size()][rounds];
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < CANDIDATES.size(); i++) {
                    int which = (i + round) % CANDIDATES.size();
                    seconds[which][round] = seconds(CANDIDATES.get(which), workers, out);
                }
            }
            for (int i = 0; i < CANDIDATES.size(); i++) {
                print(CANDIDATES.get(i), workers, seconds[i], seconds[0]);
            }
        }
        Sweeps.delete(out.getParent());
    }

    private static void print(
            Candidate candidate, int workers, double[] seconds, double[] reference) {
        double[] ratios = new double[seconds.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = seconds[round] / reference[round];
        }
        Quartiles ratio = Quartiles.of(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%.1f,%.2f,%.2f,%.2f,%s%n",
                candidate.name,
                workers,
                Quartiles.of(seconds).median(),
                ratio.median(),
                ratio.lower(),
                ratio.upper(),
                String.join(" ", candidate.flags));
    }

    private static double seconds(Candidate candidate, int workers, Path out) throws IOException {
        List<String> flags = new ArrayList<>(Java.flags());
        flags.removeIf(flag -> flag.startsWith("-XX:+Use") || flag.startsWith("-XX:CICompiler"));
        flags.addAll(candidate.flags);
        return Sweeps.seconds(
                flags,
                Sweeps.ownClassPath(),
                Map.of(),
                candidate.removed,
                out,
                List.of("exp=vanishing", SWEEP, "workers=" + workers));
    }
}
