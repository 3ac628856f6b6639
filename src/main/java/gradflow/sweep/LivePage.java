package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.report.Reports;
import gradflow.results.Disk;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.sweep.provenance.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Keeps a page and the tables of a sweep fresh while it goes on, in {@code ROOT/.live/NAME}: what
 * the runs say that have ended so far. The folder is replaced as a whole each time, and the page in
 * a browser loads itself again. It takes at most a {@value #LEAST_SHARE}th of the time of one
 * worker.
 */
final class LivePage implements AutoCloseable {
    private static final String FOLDER = ".live";
    private static final int LEAST_SHARE = 20;

    private final OpenSweep sweep;
    private final Path root;
    private final ReentrantLock drawing = new ReentrantLock();
    private long next = Long.MIN_VALUE;
    private boolean isBroken;

    /**
     * A page of one sweep.
     *
     * @param root where the folders of results are
     */
    LivePage(Path root, OpenSweep sweep) {
        this.root = root.resolve(FOLDER);
        this.sweep = sweep;
    }

    /** Where it is. */
    Path page() {
        return folder().resolve(Reports.PAGE);
    }

    /** Draws it again if it is time for that; called by several threads after a run has ended. */
    void refresh() {
        if (!drawing.tryLock()) {
            return;
        }
        try {
            long start = System.nanoTime();
            if (!isBroken && start >= next) {
                draw();
                next = start + LEAST_SHARE * (System.nanoTime() - start);
            }
        } catch (IOException | RuntimeException undrawn) {
            // It must not cost the sweep.
            isBroken = true;
            System.err.println(page() + ": cannot be kept fresh: " + undrawn);
        } finally {
            drawing.unlock();
        }
    }

    private void draw() throws IOException {
        List<Outcome> outcomes = sweep.outcomes();
        Set<String> ended = outcomes.stream().map(Outcome::runId).collect(Collectors.toSet());
        ExperimentSpec all = sweep.assignment().spec();
        List<RunSpec> runs =
                all.runs().stream().filter(run -> ended.contains(run.runId())).toList();
        Assignment soFar = new Assignment(SoFar.with(all, runs), sweep.assignment().experiment());
        if (runs.stream().noneMatch(all::isReported)) {
            // Runs to choose by have no page.
            return;
        }
        Concluded concluded = Concluded.of(soFar, outcomes);
        try (ResultsFolder folder = ResultsFolder.open(root, all.name())) {
            folder.write(concluded.tables(), Provenance.of(soFar.spec(), 1), Reports::reloading);
        }
        new Reports(root).refresh();
    }

    private Path folder() {
        return root.resolve(sweep.assignment().spec().name());
    }

    /** Removes what it made; the results take its place. */
    @Override
    public void close() throws IOException {
        StoredResults.remove(root, new Disk());
    }
}
