package gradflow.sweep;

import java.util.Map;
import java.util.TreeMap;
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
    private NativeThreads() {}

    /**
     * Pins ND4J, OpenMP and OpenBLAS to one thread. To be called by every thread that computes,
     * since OpenMP counts threads per calling thread.
     *
     * @throws IllegalStateException if one of them did not obey
     */
    public static void pinToOne() {
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        ops().setOmpNumThreads(1);
        Loader.load(org.bytedeco.openblas.global.openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
        counts().forEach(
                        (library, threads) -> {
                            if (threads != 1) {
                                throw new IllegalStateException(
                                        library + " uses " + threads + " threads instead of one");
                            }
                        });
    }

    /** The threads that each library uses for a call from this thread. */
    public static Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        // ND4J's maxThreads() is the machine's and cannot be set; its loops go by this one.
        counts.put("ND4J", Nd4j.getEnvironment().maxMasterThreads());
        counts.put("OpenMP", ops().ompGetMaxThreads());
        counts.put("OpenBLAS", openblas_nolapack.blas_get_num_threads());
        return counts;
    }

    private static NativeOps ops() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}
