package gradflow.sweep;

import gradflow.experiment.Outcome;
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
    private final Function<RunSpec, Outcome> experiment;
    private final Progress progress;

    Sweep(int workers, Function<RunSpec, Outcome> experiment, Progress progress) {
        this.workers = workers;
        this.experiment = experiment;
        this.progress = progress;
    }

    /** The outcomes in the order of the runs. */
    List<Outcome> run(List<RunSpec> runs) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (RunSpec run : runs) {
                futures.add(pool.submit(() -> timed(run)));
            }
            List<Outcome> results = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome timed(RunSpec run) {
        long start = System.nanoTime();
        Outcome outcome = guarded(run).timed((System.nanoTime() - start) / 1e6);
        progress.finished(outcome);
        return outcome;
    }

    /** One run must not end the others, whatever it throws. */
    private Outcome guarded(RunSpec run) {
        try {
            NativeThreads.pinToOne();
            return experiment.apply(run);
        } catch (Throwable reason) {
            return Outcome.failed(run, reason);
        }
    }
}
