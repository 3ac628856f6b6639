package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.RunWatch;
import gradflow.model.RunSpec;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Makes runs on a number of workers, one thread each. */
final class Sweep {
    private final int workers;
    private final Function<RunSpec, Outcome> experiment;
    private final Crew.Finish finish;
    private volatile boolean stopped;

    Sweep(int workers, Function<RunSpec, Outcome> experiment, Crew.Finish finish) {
        this.workers = workers;
        this.experiment = experiment;
        this.finish = finish;
    }

    /**
     * Makes the runs; their outcomes are not kept here.
     *
     * @throws IOException if what is done with an outcome did; no further runs are begun then
     */
    void run(List<RunSpec> runs) throws InterruptedException, IOException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        CompletionService<Void> ends = new ExecutorCompletionService<>(pool);
        try {
            runs.forEach(run -> ends.submit(() -> make(run)));
            for (int ended = 0; ended < runs.size(); ended++) {
                ends.take().get();
            }
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof IOException unwritten) {
                throw unwritten;
            }
            throw new IllegalStateException(thrown.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Void make(RunSpec run) throws IOException {
        if (stopped) {
            return null;
        }
        Outcome outcome = outcome(experiment, run);
        try {
            finish.accept(outcome);
        } catch (IOException unwritten) {
            stopped = true;
            throw unwritten;
        }
        return null;
    }

    /** What becomes of a run that this thread makes, with its time. */
    static Outcome outcome(Function<RunSpec, Outcome> experiment, RunSpec run) {
        long start = System.nanoTime();
        return guarded(experiment, run).timed((System.nanoTime() - start) / 1e6);
    }

    /** One run must not end the others, whatever it throws. */
    private static Outcome guarded(Function<RunSpec, Outcome> experiment, RunSpec run) {
        try {
            NativeThreads.pinToOne();
            RunWatch watch = RunWatch.start(run);
            Outcome outcome = experiment.apply(run);
            watch.check("at its end");
            return outcome;
        } catch (Throwable reason) {
            return Outcome.failed(run, reason);
        }
    }
}
