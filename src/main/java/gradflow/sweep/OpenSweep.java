package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.report.Reports;
import gradflow.results.FileMaker;
import gradflow.results.FileOperations;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.Table;
import gradflow.results.export.Companions;
import gradflow.sweep.provenance.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** An experiment whose folder and journal this process holds until all of its sweeps have ended. */
final class OpenSweep implements AutoCloseable {
    private static final int LONGEST_WRITING_SECONDS = 1;
    private final Assignment assignment;
    private final ResultsFolder folder;
    private final Journal journal;

    /** Held from when all files are made until they have taken their place. */
    private final ReentrantLock replacing = new ReentrantLock();

    private volatile boolean isAbandoned;

    private OpenSweep(Assignment assignment, ResultsFolder folder, Journal journal) {
        this.assignment = assignment;
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * Opens both.
     *
     * @param restart whether runs that were kept are forgotten
     * @param disk that both are on
     * @throws UserMistake if results cannot be written, another process is at work on them, or the
     *     runs that were kept are another experiment's
     */
    static OpenSweep of(Path root, Assignment assignment, boolean restart, FileOperations disk)
            throws IOException {
        return of(root, assignment.spec().name(), assignment, restart, disk);
    }

    /** Opens folder and journal of a sweep whose folder is not called as the experiment is. */
    static OpenSweep of(
            Path root, String name, Assignment assignment, boolean restart, FileOperations disk)
            throws IOException {
        ResultsFolder folder = ResultsFolder.open(root, name, disk);
        try {
            Identity identity = Identity.of(assignment.spec());
            Journal journal = Journal.open(folder.journal(), identity, restart, disk);
            return new OpenSweep(assignment, folder, journal);
        } catch (IOException | RuntimeException | Error refused) {
            folder.close();
            throw refused;
        }
    }

    Assignment assignment() {
        return assignment;
    }

    Path path() {
        return folder.path();
    }

    /** Whether a run is still to be made. */
    boolean isMissing(RunSpec run) {
        return !journal.keeps(run.runId());
    }

    /** How many runs are kept. */
    int kept() {
        return journal.kept();
    }

    void add(Outcome outcome) throws IOException {
        journal.add(outcome);
    }

    /** The outcome of each run that has ended; of one that was made again, the last. */
    List<Outcome> outcomes() throws IOException {
        Map<String, Outcome> byRun = new LinkedHashMap<>();
        journal.read(outcome -> byRun.put(outcome.runId(), outcome));
        return new ArrayList<>(byRun.values());
    }

    /** Replaces the files of the folder. */
    void write(List<Table> tables, Map<String, Object> facts) throws IOException {
        try {
            folder.write(tables, facts, this::further);
        } catch (IOException | RuntimeException failed) {
            if (isAbandoned) {
                // The files were taken away on purpose; the process ends before this does.
                replacing.lock();
            }
            throw failed;
        } finally {
            if (replacing.isHeldByCurrentThread()) {
                replacing.unlock();
            }
        }
    }

    /** Files that cannot be made from the tables must not cost results that took hours. */
    private Map<String, byte[]> further(StoredResults written) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (FileMaker maker : List.<FileMaker>of(Companions::of, Reports::files)) {
            try {
                files.putAll(maker.make(written));
            } catch (RuntimeException unmade) {
                System.err.println(path() + ": a file could not be made of them: " + unmade);
            }
        }
        replacing.lock();
        return files;
    }

    /** Whether each run has ended and none failed; the same command makes those that did again. */
    boolean isComplete() throws IOException {
        return wanted().stream().noneMatch(this::isMissing);
    }

    /** The runs that are wanted, given those that have ended. */
    List<RunSpec> wanted() throws IOException {
        ExperimentSpec spec = assignment.spec();
        return spec.tuning().isEmpty()
                ? spec.runs()
                : Wanted.of(assignment, outcomes()).spec().runs();
    }

    /** Forgets the runs. */
    void forget() throws IOException {
        journal.delete();
    }

    /** Takes no more runs. */
    void freeze() {
        journal.freeze();
    }

    /** Leaves no half-written folder in a process that will end whatever its threads do. */
    void abandon() {
        try {
            // Whoever still makes files waits for this lock until the process is gone.
            if (replacing.tryLock(LONGEST_WRITING_SECONDS, TimeUnit.SECONDS)) {
                isAbandoned = true;
                close();
            }
        } catch (IOException left) {
            System.err.println(left);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            journal.close();
        }
    }
}
