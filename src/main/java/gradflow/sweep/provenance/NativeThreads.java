package gradflow.sweep.provenance;

import com.sun.jna.NativeLibrary;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps the native libraries on the thread that calls them. Several native threads per run would
 * compete with the other workers and change the last bits of sums.
 */
public final class NativeThreads {
    /** The file that JavaCPP's own part is linked to, among links and copies of it. */
    private static final Pattern OPENBLAS =
            Pattern.compile("libopenblas_nolapack\\.(so\\.0|0\\.dylib|dll)$");

    private NativeThreads() {}

    /**
     * Asks for one thread without loading any library, which takes a second: for a command that may
     * yet be refused. {@link #pinToOne} has to follow before anything is computed.
     */
    public static void askForOne() {
        NativeEnvironment.askForOneThread();
    }

    /**
     * Pins ND4J, OpenMP and OpenBLAS to one thread. To be called before anything else of ND4J,
     * whose largest count is fixed when it is loaded, and then by every thread that computes, since
     * OpenMP counts threads per calling thread.
     *
     * @throws UserMistake if one of them does not obey
     */
    public static void pinToOne() {
        NativeEnvironment.askForOneThread();
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        ops().setOmpNumThreads(1);
        Loader.load(org.bytedeco.openblas.global.openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
        check(counts());
    }

    /** Results would not be those of any other machine. */
    static void check(Map<String, Integer> counts) {
        counts.forEach(
                (library, threads) -> {
                    if (threads != 1) {
                        throw new UserMistake(
                                "%s has %d threads, one is needed; set OMP_NUM_THREADS=1 in the environment"
                                        .formatted(library, threads));
                    }
                });
    }

    /**
     * The threads that each library uses for a call from this thread, by every count it keeps.
     *
     * @return name of the count to threads
     */
    public static Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        // Full reductions split their sums by the first, loops by the second.
        counts.put("ND4J_maxThreads", Nd4j.getEnvironment().maxThreads());
        counts.put("ND4J_maxMasterThreads", Nd4j.getEnvironment().maxMasterThreads());
        counts.put("OpenMP", ops().ompGetMaxThreads());
        counts.put("OpenBLAS", openblas_nolapack.blas_get_num_threads());
        return counts;
    }

    /**
     * How OpenBLAS was built and whose kernels it has chosen for this processor; null if unknown.
     */
    public static String openBlas() {
        Path loaded = Path.of(Loader.load(org.bytedeco.openblas.global.openblas_nolapack.class));
        try (Stream<Path> siblings = Files.list(loaded.resolveSibling(""))) {
            return siblings.filter(file -> OPENBLAS.matcher(file.toString()).find())
                    .findFirst()
                    .map(file -> NativeLibrary.getInstance(file.toString()))
                    .map(library -> library.getFunction("openblas_get_config"))
                    .map(config -> config.invokeString(new Object[0], false).strip())
                    .orElse(null);
        } catch (IOException | LinkageError anotherLibrary) {
            return null;
        }
    }

    private static NativeOps ops() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}
