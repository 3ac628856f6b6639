package gradflow.experiment.throughput;

import com.sun.management.ThreadMXBean;
import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.experiment.Status;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.StepNormCapture;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Times training iterations (forward, backward, Adam), one run at a time on one thread. Blocks with
 * and without capture of all per-step gradient norms take turns, so that a machine that changes its
 * speed changes it for both.
 */
public final class ThroughputExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "throughput", ThroughputSettings.DEFAULTS, ThroughputConclusion.CLAIMABLE);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BLOCK = 5;

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public int workers(int asked) {
        return 1;
    }

    @Override
    public void prepare(ExperimentSpec spec) {
        for (RunSpec run : spec.runs()) {
            double needed = ThroughputMemory.bytes(run.settings(ThroughputSettings.class));
            long available = Pointer.availablePhysicalBytes();
            if (needed > available) {
                throw new UserMistake(
                        String.format(
                                Locale.ROOT,
                                "%s needs at least %.0f bytes (%.1f GiB), this machine has %d"
                                        + " (%.1f GiB) free; take a smaller batch, time or hidden,"
                                        + " or tbptt",
                                run.runId(),
                                needed,
                                needed / (1L << 30),
                                available,
                                (double) available / (1L << 30)));
            }
        }
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        ThroughputSettings settings = run.settings(ThroughputSettings.class);
        double gemmPeak = GemmPeak.gigaflopsPerSecond();
        Workload workload = new Workload(settings, run.seed());
        boolean captures = settings.implementation().isOurs();
        for (int i = 0; i < settings.warmup(); i++) {
            watch.check("in its warm-up");
            capture(workload, captures && i % 2 == 0);
            workload.iterate();
        }
        Samples plain = new Samples(settings.iterations());
        Samples captured = new Samples(settings.iterations());
        while (!plain.isFull()) {
            watch.check("between two blocks of iterations");
            capture(workload, false);
            plain.fill(workload);
            if (captures) {
                capture(workload, true);
                captured.fill(workload);
            }
        }
        ThroughputTimes times =
                new ThroughputTimes(
                        plain.quantile(0.5),
                        plain.quantile(0.25),
                        plain.quantile(0.75),
                        plain.quantile(0),
                        captures ? captured.quantile(0.5) / plain.quantile(0.5) - 1 : Double.NaN,
                        plain.allocatedBytes(),
                        gemmPeak);
        String note = String.format(Locale.ROOT, "%.2f ms an iteration", times.median());
        return Outcome.of(run, note, new ThroughputTimes.Numbers(workload.parameters()))
                .ended(Status.SOLVED, settings.iterations())
                .timed(times);
    }

    private static void capture(Workload workload, boolean capture) {
        if (capture) {
            workload.listen(new StepNormCapture());
        } else {
            workload.listen();
        }
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        return new ThroughputConclusion(spec).of(results);
    }

    /** Iterations timed in blocks. */
    private static final class Samples {
        private final double[] millis;
        private final double[] bytes;
        private int count;

        Samples(int count) {
            millis = new double[count];
            bytes = new double[count];
        }

        boolean isFull() {
            return count == millis.length;
        }

        void fill(Workload workload) {
            for (int i = 0; i < BLOCK && !isFull(); i++) {
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long start = System.nanoTime();
                workload.iterate();
                millis[count] = (System.nanoTime() - start) / 1e6;
                bytes[count] = THREADS.getCurrentThreadAllocatedBytes() - allocated;
                count++;
            }
        }

        double quantile(double q) {
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.round(q * (sorted.length - 1))];
        }

        double allocatedBytes() {
            double[] sorted = bytes.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }
}
