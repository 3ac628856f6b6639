package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.report.Reports;
import gradflow.results.Disk;
import gradflow.results.FileOperations;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.sweep.provenance.NativeThreads;
import gradflow.sweep.provenance.Provenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out experiments: runs what is missing, concludes, writes, answers. Each run that ends is
 * in a journal on the disk before it counts, and conclusions are drawn from the journal alone, so
 * that a sweep that was killed and resumed ends with the same bytes as one that was not.
 */
public final class Laboratory {
    private final Path root;
    private final Manner manner;
    private final PrintStream out;
    private final FileOperations disk;
    private final Stages stages;

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
        this.stages = new Stages(root, manner, out, crew);
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
        try (OpenSweeps sweeps = new OpenSweeps(assignments, manner, out, disk)) {
            for (Assignment assignment : assignments) {
                sweeps.open(root, assignment.spec().name(), assignment);
            }
            int failed = 0;
            for (OpenSweep sweep : sweeps.all()) {
                int workers = stages.make(sweep, run -> true);
                failed += conclude(sweep, sweep.outcomes(), workers);
            }
            for (OpenSweep sweep : sweeps.all()) {
                if (manner.scratch() || sweep.isComplete()) {
                    sweep.forget();
                }
            }
            return failed;
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
        Set<String> runIds = runs.stream().map(RunSpec::runId).collect(Collectors.toSet());
        try (OpenSweeps sweeps = new OpenSweeps(List.of(assignment), manner, out, disk)) {
            OpenSweep sweep = sweeps.open(root, assignment.spec().name(), assignment);
            stages.make(sweep, runs, true);
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
        int failed = 0;
        try (OpenSweeps sweeps = new OpenSweeps(assignments, manner, out, disk)) {
            for (Assignment assignment : assignments) {
                Shards shards = new Shards(root, assignment.spec().name(), disk);
                shards.settle();
                sweeps.open(shards.folder(), shard.label(), assignment);
            }
            for (OpenSweep sweep : sweeps.all()) {
                ExperimentSpec spec = sweep.assignment().spec();
                stages.make(sweep, new HashSet<>(shard.of(spec))::contains);
                failed += failed(sweep.outcomes());
                Concluded.problems(sweep.outcomes()).forEach(out::println);
                out.printf(
                        "%s: shard %d of %d has ended; when all have: the same with -Dmerge%n",
                        spec.name(), shard.index(), shard.count());
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
     * Finds what is in the way of an experiment's results without loading its data or its network.
     *
     * @param spec the experiment
     * @param merge whether its parts are to be merged, and not its runs to be made
     * @throws IOException if its parts cannot be read
     * @throws gradflow.mistake.UserMistake if its folder cannot be written, or parts are missing
     */
    public void require(ExperimentSpec spec, boolean merge) throws IOException {
        ResultsFolder.requirePossible(root, spec.name());
        if (merge) {
            new Shards(root, spec.name(), disk).require(spec);
        }
    }

    /**
     * Removes a folder of results, which nobody needs any more.
     *
     * @throws IOException if something of it is still there
     */
    public void discard(Path folder) throws IOException {
        StoredResults.remove(folder, disk);
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
}
