package gradflow.sweep;

import gradflow.results.FileOperations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sweeps that a process holds, all to be closed together, and its last words where it is asked
 * to end before.
 */
final class OpenSweeps implements AutoCloseable {
    private static final int LONGEST_OPENING_MILLIS = 1500;
    private final List<Assignment> assignments;
    private final Manner manner;
    private final PrintStream out;
    private final FileOperations disk;
    private final List<OpenSweep> sweeps = new CopyOnWriteArrayList<>();
    private final ReentrantLock opening = new ReentrantLock();
    private final Interruption asked;

    /**
     * None yet.
     *
     * @param assignments all that the process is to carry out
     * @param manner how
     * @param out the console
     * @param disk that journals and folders are on
     */
    OpenSweeps(List<Assignment> assignments, Manner manner, PrintStream out, FileOperations disk) {
        this.assignments = assignments;
        this.manner = manner;
        this.out = out;
        this.disk = disk;
        this.asked = new Interruption(this::stop);
    }

    /**
     * Opens a sweep, which may take a while.
     *
     * @param where the folder that it is opened in
     * @param name of its own folder
     */
    OpenSweep open(Path where, String name, Assignment assignment) throws IOException {
        opening.lock();
        try {
            OpenSweep sweep = OpenSweep.of(where, name, assignment, manner.restart(), disk);
            sweeps.add(sweep);
            return sweep;
        } finally {
            opening.unlock();
        }
    }

    /** Those that were opened, in order. */
    List<OpenSweep> all() {
        return sweeps;
    }

    /** How many runs are kept, and the command that goes on. */
    static String kept(List<OpenSweep> sweeps, List<Assignment> assignments, Manner manner) {
        int kept = sweeps.stream().mapToInt(OpenSweep::kept).sum();
        int all = assignments.stream().mapToInt(a -> a.spec().runs().size()).sum();
        // How many there will be is not known before all is tuned.
        boolean known = assignments.stream().allMatch(a -> a.spec().tuning().isEmpty());
        return "%d%s runs are kept; go on with: %s"
                .formatted(kept, known ? " of " + all : "", manner.command());
    }

    private void stop() {
        awaitOpening();
        sweeps.forEach(OpenSweep::freeze);
        out.flush();
        System.err.println(
                (Progress.onTerminal() ? "\n" : "")
                        + "stopped; "
                        + kept(sweeps, assignments, manner));
        sweeps.forEach(OpenSweep::abandon);
    }

    /** Lets what is being opened come to its end, so that it can be left; opens nothing more. */
    private void awaitOpening() {
        try {
            var unused = opening.tryLock(LONGEST_OPENING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        asked.close();
        for (OpenSweep sweep : sweeps) {
            sweep.close();
        }
    }
}
