package gradflow.flow;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs something in a thread of its own and waits for it. ND4J's random numbers and workspaces
 * belong to a thread: what is drawn there cannot change the training that is watched.
 */
final class Aside {
    private Aside() {}

    static <T> T run(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "gradient-flow");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
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
}
