package gradflow.experiment;

import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.model.settings.Sized;
import gradflow.plan.ExperimentSpec;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Refuses sizes that this process cannot hold, before anything is allocated or replaced. */
public final class MemoryCheck {
    private static final double GIBIBYTE = 1L << 30;

    private MemoryCheck() {}

    /**
     * Checks every run of an experiment.
     *
     * @throws UserMistake that names the first run that does not fit, the bytes that it needs at
     *     the least, and those that there are
     */
    public static void require(ExperimentSpec spec) {
        long outside = Pointer.availablePhysicalBytes();
        long heap = Runtime.getRuntime().maxMemory();
        for (RunSpec run : spec.runs()) {
            if (run.settings() instanceof Sized sized) {
                require(run.runId(), sized.leastNativeBytes(), outside, "outside the heap");
                require(run.runId(), sized.leastHeapBytes(), heap, "of heap");
            }
        }
    }

    private static void require(String runId, double needed, long available, String where) {
        if (needed > available) {
            throw new UserMistake(
                    String.format(
                            Locale.ROOT,
                            "%s needs at least %.0f bytes (%.1f GiB) %s, this process may use %d"
                                    + " (%.1f GiB); take smaller sizes",
                            runId,
                            needed,
                            needed / GIBIBYTE,
                            where,
                            available,
                            available / GIBIBYTE));
        }
    }
}
