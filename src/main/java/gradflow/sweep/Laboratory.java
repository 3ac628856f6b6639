package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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

    /**
     * A laboratory.
     *
     * @param root where the folders of results are
     * @param manner how experiments are to be carried out
     * @param out the console
     */
    public Laboratory(Path root, Manner manner, PrintStream out) {
        this.root = root;
        this.manner = manner;
        this.out = out;
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
        try (Interruption asked = new Interruption(() -> stop(sweeps))) {
            for (Assignment assignment : assignments) {
                sweeps.add(OpenSweep.of(root, assignment, manner.restart()));
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
        try (Interruption asked = new Interruption(() -> stop(sweeps));
                OpenSweep sweep = OpenSweep.of(root, assignment, manner.restart())) {
            sweeps.add(sweep);
            make(sweep, runs);
            List<Outcome> outcomes =
                    sweep.outcomes().stream().filter(o -> runIds.contains(o.runId())).toList();
            sweep.forget();
            return outcomes;
        }
    }

    private int carryOut(OpenSweep sweep) throws IOException, InterruptedException {
        ExperimentSpec spec = sweep.assignment().spec();
        int workers = make(sweep, spec.runs());
        List<Outcome> outcomes = sweep.outcomes();
        int failed = (int) outcomes.stream().filter(o -> o.status() == Status.FAILED).count();
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
        out.printf("Results: %s%n", sweep.path().toAbsolutePath().normalize());
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

    /** Makes those of some runs that are missing; on how many workers. */
    private int make(OpenSweep sweep, List<RunSpec> runs) throws IOException, InterruptedException {
        Assignment assignment = sweep.assignment();
        ExperimentSpec spec = assignment.spec();
        NativeThreads.pinToOne();
        int workers = assignment.experiment().workers(manner.workers());
        out.printf(
                "%s: %s%n%d runs on %d workers%n",
                spec.name(), spec.question(), runs.size(), workers);
        leftOut(spec);
        List<RunSpec> missing = runs.stream().filter(sweep::isMissing).toList();
        if (missing.size() < runs.size()) {
            out.printf("resumed: %d of %d runs%n", runs.size() - missing.size(), runs.size());
        }
        try (Progress progress = Progress.of(spec.name(), missing.size(), out)) {
            Sweep.Finish finish =
                    outcome -> {
                        sweep.add(outcome);
                        progress.finished(outcome);
                    };
            new Sweep(workers, assignment.experiment()::run, finish).run(missing);
        } catch (IOException unwritten) {
            throw new IOException(
                    "a finished run could not be kept (%s); %s"
                            .formatted(unwritten, kept(List.of(sweep))),
                    unwritten);
        }
        return workers;
    }

    /** The last words of a process that is asked to end. */
    private void stop(List<OpenSweep> sweeps) {
        sweeps.forEach(OpenSweep::freeze);
        out.flush();
        System.err.println((Progress.onTerminal() ? "\n" : "") + "stopped; " + kept(sweeps));
        sweeps.forEach(OpenSweep::abandon);
    }

    private String kept(List<OpenSweep> sweeps) {
        int kept = sweeps.stream().mapToInt(OpenSweep::kept).sum();
        int all = sweeps.stream().mapToInt(s -> s.assignment().spec().runs().size()).sum();
        return "%d of %d runs are kept; go on with: %s".formatted(kept, all, manner.command());
    }
}
