package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.report.Reports;
import gradflow.results.Disk;
import gradflow.results.FileOperations;
import gradflow.results.StoredResults;
import gradflow.sweep.provenance.NativeThreads;
import gradflow.sweep.provenance.Provenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Carries out experiments: runs what is missing, concludes, writes, answers. Each run that ends is
 * in a journal on the disk before it counts, and conclusions are drawn from the journal alone, so
 * that a sweep that was killed and resumed ends with the same bytes as one that was not.
 */
public final class Laboratory {
    private static final int LONGEST_OPENING_MILLIS = 1500;
    private final Path root;
    private final Manner manner;
    private final PrintStream out;
    private final FileOperations disk;
    private final Crew crew;
    private final ReentrantLock opening = new ReentrantLock();

    /**
     * A laboratory.
     *
     * @param root where the folders of results are
     * @param manner how experiments are to be carried out
     * @param out the console
     */
    public Laboratory(Path root, Manner manner, PrintStream out) {
        this(root, manner, out, new Disk());
    }

    /**
     * A laboratory on another disk than the real one.
     *
     * @param root where the folders of results are
     * @param manner how experiments are to be carried out
     * @param out the console
     * @param disk that all is written to
     */
    public Laboratory(Path root, Manner manner, PrintStream out, FileOperations disk) {
        this(root, manner, out, disk, new LocalCrew(manner.workers()));
    }

    private Laboratory(Path root, Manner manner, PrintStream out, FileOperations disk, Crew crew) {
        this.root = root;
        this.manner = manner;
        this.out = out;
        this.disk = disk;
        this.crew = crew;
    }

    /**
     * This laboratory, with others to make its runs.
     *
     * @param others who stay open as long as it works
     * @return a laboratory of the same folder and manner
     */
    public Laboratory with(Crew others) {
        return new Laboratory(root, manner, out, disk, others);
    }

    /**
     * Carries out experiments, one after the other. All folders and journals are opened first: a
     * mistake about the last must not cost the first. Journals stay until all have ended, so that
     * the same command makes nothing twice.
     *
     * @return how many runs failed; where all of an experiment did, its older results stay
     * @throws IOException if runs could not be kept or results not be written; older results are
     *     still there then, and so are the runs that were kept
     * @throws gradflow.mistake.UserMistake if a folder of results cannot be written, another
     *     process is at work on it, or the runs that were kept there are another experiment's,
     *     before any run
     */
    public int carryOut(List<Assignment> assignments) throws IOException, InterruptedException {
        List<OpenSweep> sweeps = new CopyOnWriteArrayList<>();
        try (Interruption asked = new Interruption(() -> stop(sweeps, assignments))) {
            for (Assignment assignment : assignments) {
                open(sweeps, root, assignment.spec().name(), assignment);
            }
            int failed = 0;
            for (OpenSweep sweep : sweeps) {
                failed += carryOut(sweep);
            }
            for (OpenSweep sweep : sweeps) {
                if (manner.scratch() || sweep.isComplete()) {
                    sweep.forget();
                }
            }
            return failed;
        } finally {
            for (OpenSweep sweep : sweeps) {
                sweep.close();
            }
        }
    }

    /**
     * Makes some of an experiment's runs and writes no results.
     *
     * @return their outcomes
     * @throws IOException if runs could not be kept
     */
    public List<Outcome> outcomes(Assignment assignment, List<RunSpec> runs)
            throws IOException, InterruptedException {
        List<OpenSweep> sweeps = new CopyOnWriteArrayList<>();
        Set<String> runIds = runs.stream().map(RunSpec::runId).collect(Collectors.toSet());
        try (Interruption asked = new Interruption(() -> stop(sweeps, List.of(assignment)));
                OpenSweep sweep = open(sweeps, root, assignment.spec().name(), assignment)) {
            NativeThreads.pinToOne();
            List<RunSpec> missing = runs.stream().filter(sweep::isMissing).toList();
            if (!manner.quiet()) {
                int workers = crew.workers(assignment);
                heading(assignment.spec(), true, runs, missing.size(), workers);
            }
            make(sweep, missing);
            List<Outcome> outcomes =
                    sweep.outcomes().stream().filter(o -> runIds.contains(o.runId())).toList();
            sweep.forget();
            return outcomes;
        }
    }

    /**
     * Makes a part of each experiment's runs and keeps them for {@link #merge}.
     *
     * @return how many runs failed
     * @throws IOException if runs could not be kept
     * @throws gradflow.mistake.UserMistake as {@link #carryOut}
     */
    public int shard(List<Assignment> assignments, Shard shard)
            throws IOException, InterruptedException {
        List<OpenSweep> sweeps = new CopyOnWriteArrayList<>();
        int failed = 0;
        try (Interruption asked = new Interruption(() -> stop(sweeps, assignments))) {
            for (Assignment assignment : assignments) {
                Shards shards = new Shards(root, assignment.spec().name(), disk);
                shards.settle();
                Path folder = shards.folder();
                open(sweeps, folder, shard.label(), assignment);
            }
            for (OpenSweep sweep : sweeps) {
                ExperimentSpec spec = sweep.assignment().spec();
                make(sweep, new HashSet<>(shard.of(spec))::contains);
                failed += failed(sweep.outcomes());
                Concluded.problems(sweep.outcomes()).forEach(out::println);
                out.printf(
                        "%s: shard %d of %d has ended; when all have: the same with -Dmerge%n",
                        spec.name(), shard.index(), shard.count());
            }
        } finally {
            for (OpenSweep sweep : sweeps) {
                sweep.close();
            }
        }
        return failed;
    }

    /**
     * Concludes from the runs that the parts of each experiment have kept, and forgets them once
     * results are written, unless some failed.
     *
     * @return how many runs failed
     * @throws IOException if results could not be written
     * @throws gradflow.mistake.UserMistake if runs are missing or were made with something else
     */
    public int merge(List<Assignment> assignments) throws IOException {
        int failed = 0;
        for (Assignment assignment : assignments) {
            Shards shards = new Shards(root, assignment.spec().name(), disk);
            shards.settle();
            List<Outcome> outcomes = shards.outcomes(assignment);
            int parts = shards.journals().size();
            try (OpenSweep sweep = OpenSweep.of(root, assignment, false, disk)) {
                NativeThreads.pinToOne();
                out.printf("%s: %d runs of %d shards%n", sweep.path(), outcomes.size(), parts);
                failed += conclude(sweep, outcomes, parts);
            }
            // What a kill leaves before this is merged again; afterwards there is nothing to do.
            if (failed(outcomes) == 0) {
                shards.forget();
            }
        }
        return failed;
    }

    /**
     * Removes a folder of results, which nobody needs any more.
     *
     * @throws IOException if something of it is still there
     */
    public void discard(Path folder) throws IOException {
        StoredResults.remove(folder, disk);
    }

    private int carryOut(OpenSweep sweep) throws IOException, InterruptedException {
        int workers = make(sweep, run -> true);
        return conclude(sweep, sweep.outcomes(), workers);
    }

    private static int failed(List<Outcome> outcomes) {
        return (int) outcomes.stream().filter(o -> o.status() == Status.FAILED).count();
    }

    private int conclude(OpenSweep sweep, List<Outcome> outcomes, int workers) throws IOException {
        ExperimentSpec spec = sweep.assignment().spec();
        int failed = failed(outcomes);
        if (failed == outcomes.size()) {
            Concluded.problems(outcomes).forEach(out::println);
            out.printf("Every run failed; %s stays as it was%n", sweep.path());
            return failed;
        }
        Concluded concluded = Concluded.of(sweep.assignment(), outcomes);
        sweep.write(concluded.tables(), Provenance.of(spec, workers));
        if (!manner.scratch()) {
            answer(sweep, concluded, failed);
        }
        return failed;
    }

    private void answer(OpenSweep sweep, Concluded concluded, int failed) {
        out.println();
        if (manner.quick()) {
            out.println("quick run: not a result");
        }
        concluded.print(out);
        Path results = sweep.path().toAbsolutePath().normalize();
        out.printf("Results: %s%n", results);
        out.printf("Report: %s%n", results.resolve(Reports.PAGE));
        if (failed > 0) {
            out.printf("The same command makes the %d failed runs again%n", failed);
        }
    }

    private void leftOut(ExperimentSpec spec) {
        if (!spec.leftOut().isEmpty()) {
            out.printf("%d conditions are left out:%n", spec.leftOut().size());
            spec.leftOut().values().stream()
                    .distinct()
                    .forEach(reason -> out.println("  " + reason));
        }
    }

    /**
     * Makes the runs that are wanted and missing; where settings are tuned, in stages, since what
     * is wanted next depends on what has ended.
     *
     * @param part whether a run is this process's to make
     * @return on how many workers
     */
    private int make(OpenSweep sweep, Predicate<RunSpec> part)
            throws IOException, InterruptedException {
        NativeThreads.pinToOne();
        int workers = crew.workers(sweep.assignment());
        Set<RunSpec> earlier = new HashSet<>();
        List<RunSpec> stage = sweep.wanted().stream().filter(part).toList();
        do {
            List<RunSpec> missing = stage.stream().filter(sweep::isMissing).toList();
            if (!manner.quiet()) {
                heading(
                        sweep.assignment().spec(),
                        earlier.isEmpty(),
                        stage,
                        missing.size(),
                        workers);
            }
            make(sweep, missing);
            earlier.addAll(stage);
            stage =
                    sweep.wanted().stream()
                            .filter(part)
                            .filter(run -> !earlier.contains(run))
                            .toList();
        } while (!stage.isEmpty());
        return workers;
    }

    private void make(OpenSweep sweep, List<RunSpec> missing)
            throws IOException, InterruptedException {
        Assignment assignment = sweep.assignment();
        try (LivePage live = new LivePage(root, sweep);
                Progress progress = progress(assignment.spec(), missing.size())) {
            if (manner.live()) {
                out.printf("Live: %s%n", live.page().toAbsolutePath().normalize());
            }
            Crew.Finish finish =
                    outcome -> {
                        sweep.add(outcome);
                        progress.finished(outcome);
                        if (manner.live()) {
                            live.refresh();
                        }
                    };
            crew.make(assignment, missing, finish);
        } catch (IOException unwritten) {
            throw new IOException(
                    "a finished run could not be kept (%s); %s"
                            .formatted(unwritten, kept(List.of(sweep), List.of(assignment))),
                    unwritten);
        }
    }

    /** What the runs of a stage are for; nothing where some are for the one, some for the other. */
    private static String purpose(ExperimentSpec spec, List<RunSpec> stage) {
        if (spec.tuning().isPresent() && stage.stream().noneMatch(spec::isReported)) {
            return "to choose by: ";
        }
        return spec.tuning().isPresent() && stage.stream().allMatch(spec::isReported)
                ? "reported: "
                : "";
    }

    private void heading(
            ExperimentSpec spec, boolean first, List<RunSpec> stage, int missing, int workers) {
        if (first) {
            out.printf("%s: %s%n", spec.name(), spec.question());
        }
        out.printf("%s%d runs on %d workers%n", purpose(spec, stage), stage.size(), workers);
        if (first) {
            leftOut(spec);
        }
        if (missing < stage.size()) {
            out.printf("resumed: %d of %d runs%n", stage.size() - missing, stage.size());
        }
    }

    private Progress progress(ExperimentSpec spec, int runs) {
        return manner.quiet() ? Progress.silent() : Progress.of(spec.name(), runs, out);
    }

    /** Opens a sweep, which may take a while, and adds it to those that are open. */
    private OpenSweep open(List<OpenSweep> sweeps, Path where, String name, Assignment assignment)
            throws IOException {
        opening.lock();
        try {
            OpenSweep sweep = OpenSweep.of(where, name, assignment, manner.restart(), disk);
            sweeps.add(sweep);
            return sweep;
        } finally {
            opening.unlock();
        }
    }

    /** Lets what is being opened come to its end, so that it can be left; opens nothing more. */
    private void awaitOpening() {
        try {
            var unused = opening.tryLock(LONGEST_OPENING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last words of a process that is asked to end. */
    private void stop(List<OpenSweep> sweeps, List<Assignment> assignments) {
        awaitOpening();
        sweeps.forEach(OpenSweep::freeze);
        out.flush();
        System.err.println(
                (Progress.onTerminal() ? "\n" : "") + "stopped; " + kept(sweeps, assignments));
        sweeps.forEach(OpenSweep::abandon);
    }

    private String kept(List<OpenSweep> sweeps, List<Assignment> assignments) {
        int kept = sweeps.stream().mapToInt(OpenSweep::kept).sum();
        int all = assignments.stream().mapToInt(a -> a.spec().runs().size()).sum();
        // How many there will be is not known before all is tuned.
        boolean known = assignments.stream().allMatch(a -> a.spec().tuning().isEmpty());
        return "%d%s runs are kept; go on with: %s"
                .formatted(kept, known ? " of " + all : "", manner.command());
    }
}
