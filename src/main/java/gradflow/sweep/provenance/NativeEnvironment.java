package gradflow.sweep.provenance;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Environment variables that native libraries read once, when they are loaded. ND4J's {@code
 * maxThreads}, by which its full reductions split their sums, can be set in no other way: {@code
 * Environment.setMaxThreads} does nothing.
 */
public final class NativeEnvironment {
    private static final List<String> THREADS =
            List.of(
                    "OMP_NUM_THREADS",
                    "OPENBLAS_NUM_THREADS",
                    "SD_MAX_THREADS",
                    "SD_MASTER_THREADS");
    private static final List<String> OTHERS =
            List.of("MKL_NUM_THREADS", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    /** Java copies the environment when it is first asked, so it is asked before it is changed. */
    private static final Map<String, String> FOUND = found();

    /** POSIX's {@code alarm}; null before the first call of the C library, and on Windows. */
    private static volatile Function alarm;

    private NativeEnvironment() {}

    /** The variables that thread counts and last bits depend on, as the user set them, or null. */
    static Map<String, String> asFound() {
        return FOUND;
    }

    /**
     * Asks libraries that are not loaded yet for one thread. Where that cannot be done the caller
     * has to look at the counts afterwards.
     */
    public static void askForOneThread() {
        try {
            THREADS.forEach(NativeEnvironment::setToOne);
        } catch (LinkageError noSuchFunction) {
            System.err.println("OMP_NUM_THREADS could not be set: " + noSuchFunction.getMessage());
        }
    }

    private static void setToOne(String variable) {
        if (Platform.isWindows()) {
            Object[] arguments = {variable, "1"};
            NativeLibrary.getInstance("msvcrt").getFunction("_putenv_s").invokeInt(arguments);
        } else {
            Object[] arguments = {variable, "1", 1};
            NativeLibrary c = NativeLibrary.getInstance("c");
            c.getFunction("setenv").invokeInt(arguments);
            alarm = c.getFunction("alarm");
        }
    }

    /**
     * Has the operating system end this process, even one that is stuck in a library's last words,
     * as soon as libraries have been asked for threads; before there are none.
     */
    public static void endAfter(int seconds) {
        Function clock = alarm;
        if (clock != null) {
            clock.invokeInt(new Object[] {seconds});
        }
    }

    private static Map<String, String> found() {
        Map<String, String> found = new LinkedHashMap<>();
        THREADS.forEach(variable -> found.put(variable, System.getenv(variable)));
        OTHERS.forEach(variable -> found.put(variable, System.getenv(variable)));
        return Collections.unmodifiableMap(found);
    }
}
