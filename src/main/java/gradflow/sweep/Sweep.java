package gradflow.sweep;

import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Makes runs on a number of workers, one thread each. */
final class Sweep {
    private final int workers;
    private final Function<RunSpec, RunResult> experiment;
    private final Progress progress;

    Sweep(int workers, Function<RunSpec, RunResult> experiment, Progress progress) {
        this.workers = workers;
        this.experiment = experiment;
        this.progress = progress;
    }

    /** The results in the order of the runs. */
    List<TimedResult> run(List<RunSpec> runs) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<TimedResult>> futures = new ArrayList<>();
            for (RunSpec run : runs) {
                futures.add(pool.submit(() -> timed(run)));
            }
            List<TimedResult> results = new ArrayList<>();
            for (Future<TimedResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private TimedResult timed(RunSpec run) {
        long start = System.nanoTime();
        RunResult result = guarded(run);
        TimedResult timed = new TimedResult(result, (System.nanoTime() - start) / 1e6);
        progress.finished(timed);
        return timed;
    }

    /** One run must not end the others, whatever it throws. */
    private RunResult guarded(RunSpec run) {
        try {
            NativeThreads.pinToOne();
            return experiment.apply(run);
        } catch (Throwable reason) {
            return RunResult.failed(run, reason);
        }
    }
}
