package gradflow.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs something in a thread of its own and waits for it. ND4J's random numbers and workspaces
 * belong to a thread: what is drawn there cannot change the training that is watched.
 */
final class Aside {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread daemon = new Thread(work, "gradient-flow");
                        daemon.setDaemon(true);
                        return daemon;
                    });

    <T> T run(Callable<T> work) {
        Future<T> result = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException wait) {
                    // The copy is small; whoever interrupts finds the flag set afterwards.
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw new IllegalStateException(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The thread ends; nothing more can be run. */
    void close() {
        thread.shutdown();
    }
}
