package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.mistake.UserMistake;
import gradflow.results.FileOperations;
import gradflow.results.LineFile;
import gradflow.sweep.provenance.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The runs of a sweep that have ended, a line each, on the disk before they count: what the same
 * command goes on from after a kill. Rows are kept there and not in memory. A run that failed is
 * kept too, and made again when the sweep is resumed.
 */
final class Journal implements AutoCloseable {
    private final Path file;
    private final LineFile lines;
    private final String experiment;
    private final Set<String> kept;
    private final FileOperations disk;
    private boolean frozen;

    private Journal(
            Path file, LineFile lines, String experiment, Set<String> kept, FileOperations disk) {
        this.file = file;
        this.lines = lines;
        this.experiment = experiment;
        this.kept = kept;
        this.disk = disk;
    }

    /**
     * Opens the journal of a sweep, or begins one.
     *
     * @param restart whether an earlier one is forgotten
     * @param disk that it is on
     * @throws UserMistake if it is another experiment's or damaged before its last line
     * @throws IOException if it cannot be read or written
     */
    static Journal open(Path file, Identity identity, boolean restart, FileOperations disk)
            throws IOException {
        if (restart) {
            disk.delete(file);
        }
        Set<String> kept = new HashSet<>();
        Contents found = Files.exists(file) ? read(file, keep(kept)) : Contents.NONE;
        if (!kept.isEmpty()) {
            refuseChanges(file, found.identity().orElseThrow(), identity, kept.size());
        }
        LineFile lines = LineFile.open(file, kept.isEmpty() ? 0 : found.length(), disk);
        Journal journal = new Journal(file, lines, identity.hash(), kept, disk);
        try {
            if (kept.isEmpty()) {
                lines.add(JournalLine.of(identity));
            }
            return journal;
        } catch (IOException unwritten) {
            journal.close();
            throw unwritten;
        }
    }

    private static Consumer<Outcome> keep(Set<String> kept) {
        return outcome -> {
            if (outcome.status() != Status.FAILED) {
                kept.add(outcome.runId());
            }
        };
    }

    private static void refuseChanges(Path file, Identity earlier, Identity now, int runs) {
        List<String> changes = now.changesSince(earlier);
        if (!changes.isEmpty()) {
            throw new UserMistake(
                    "%s: holds %d finished runs, but since then %s%s; undo that to go on, or forget them with -Drestart"
                            .formatted(
                                    file,
                                    runs,
                                    changes.get(0),
                                    changes.size() == 1
                                            ? ""
                                            : " (and %d more)".formatted(changes.size() - 1)));
        }
    }

    /**
     * What a file holds.
     *
     * @param identity of its experiment; none if there is no whole first line
     * @param length in bytes, up to the last line that is whole
     */
    record Contents(Optional<Identity> identity, long length) {
        private static final Contents NONE = new Contents(Optional.empty(), 0);
    }

    /**
     * Reads a journal, which may be another process's at this moment.
     *
     * @param each takes the outcomes, of a run that was made again the last one last
     * @throws UserMistake that names a damaged line other than the last, which a kill may tear
     */
    static Contents read(Path file, Consumer<Outcome> each) throws IOException {
        Identity[] identity = new Identity[1];
        String[] hash = new String[1];
        long length =
                LineFile.read(
                        file,
                        (number, text, isLast) -> {
                            try {
                                if (number == 1) {
                                    identity[0] = JournalLine.identity(text);
                                    hash[0] = identity[0].hash();
                                } else {
                                    each.accept(JournalLine.outcome(text, hash[0]));
                                }
                                return true;
                            } catch (IllegalArgumentException damaged) {
                                if (isLast) {
                                    return false;
                                }
                                throw damaged(file, number, damaged);
                            }
                        });
        return new Contents(Optional.ofNullable(identity[0]), length);
    }

    private static UserMistake damaged(Path file, int number, IllegalArgumentException reason) {
        return new UserMistake(
                "%s line %d: is damaged (%s); %s"
                        .formatted(
                                file,
                                number,
                                reason.getMessage(),
                                number == 1
                                        ? "forget the journal with -Drestart"
                                        : "remove the line, so that its run is made again, or forget all with -Drestart"),
                reason);
    }

    /** Whether a run has ended and did not fail. */
    synchronized boolean keeps(String runId) {
        return kept.contains(runId);
    }

    /** How many runs have ended and did not fail. */
    synchronized int kept() {
        return kept.size();
    }

    /**
     * Adds a run that has ended; when this returns it survives a kill.
     *
     * @throws IOException if it could not be written; those before it are still there
     */
    synchronized void add(Outcome outcome) throws IOException {
        waitIfFrozen();
        lines.add(JournalLine.of(experiment, outcome));
        keep(kept).accept(outcome);
    }

    private synchronized void waitIfFrozen() {
        try {
            while (frozen) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the process is ending", interrupted);
        }
    }

    /** Takes no more runs, for the process is ending: whoever adds one waits for that. */
    synchronized void freeze() {
        frozen = true;
    }

    /** Hands over all outcomes, in the order in which their runs ended. */
    void read(Consumer<Outcome> each) throws IOException {
        var unused = read(file, each);
    }

    /** Forgets all runs. */
    void delete() throws IOException {
        lines.close();
        disk.delete(file);
    }

    /** Keeps the file, unless there is no run in it to keep. */
    @Override
    public synchronized void close() throws IOException {
        if (kept.isEmpty()) {
            delete();
        } else {
            lines.close();
        }
    }
}
