package gradflow.sweep;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the runs of a sweep that are missing, and tells how it goes. Where settings are tuned this
 * takes several stages, since what is wanted next depends on what has ended.
 */
final class Stages {
    private final Path root;
    private final Manner manner;
    private final PrintStream out;
    private final Crew crew;

    /**
     * The stages of any sweep.
     *
     * @param root where the folders of results are
     * @param manner how runs are made
     * @param out the console
     * @param crew who makes them
     */
    Stages(Path root, Manner manner, PrintStream out, Crew crew) {
        this.root = root;
        this.manner = manner;
        this.out = out;
        this.crew = crew;
    }

    /**
     * Makes all that is wanted.
     *
     * @param part whether a run is this process's to make
     * @return on how many workers
     * @throws IOException if runs could not be kept
     */
    int make(OpenSweep sweep, Predicate<RunSpec> part) throws IOException, InterruptedException {
        Set<RunSpec> earlier = new HashSet<>();
        List<RunSpec> stage = sweep.wanted().stream().filter(part).toList();
        do {
            make(sweep, stage, earlier.isEmpty());
            earlier.addAll(stage);
            stage =
                    sweep.wanted().stream()
                            .filter(part)
                            .filter(run -> !earlier.contains(run))
                            .toList();
        } while (!stage.isEmpty());
        return crew.workers(sweep.assignment());
    }

    /**
     * Makes those of some runs that are missing.
     *
     * @param first whether the experiment's question is still to be told
     * @throws IOException if runs could not be kept
     */
    void make(OpenSweep sweep, List<RunSpec> stage, boolean first)
            throws IOException, InterruptedException {
        NativeThreads.pinToOne();
        Assignment assignment = sweep.assignment();
        List<RunSpec> missing = stage.stream().filter(sweep::isMissing).toList();
        int workers = crew.workers(assignment);
        if (!manner.quiet()) {
            tell(assignment.spec(), first, stage, missing.size(), workers);
        }
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
            String kept = OpenSweeps.kept(List.of(sweep), List.of(assignment), manner);
            throw new IOException(
                    "a finished run could not be kept (%s); %s".formatted(unwritten, kept),
                    unwritten);
        }
    }

    private Progress progress(ExperimentSpec spec, int runs) {
        return manner.quiet() ? Progress.silent() : Progress.of(spec.name(), runs, out);
    }

    private void tell(
            ExperimentSpec spec, boolean first, List<RunSpec> stage, int missing, int workers) {
        if (first) {
            out.printf("%s: %s%n", spec.name(), spec.question());
        }
        out.printf("%s%d runs on %d workers%n", purpose(spec, stage), stage.size(), workers);
        if (first && !spec.leftOut().isEmpty()) {
            out.printf("%d conditions are left out:%n", spec.leftOut().size());
            spec.leftOut().values().stream()
                    .distinct()
                    .forEach(reason -> out.println("  " + reason));
        }
        if (missing < stage.size()) {
            out.printf("resumed: %d of %d runs%n", stage.size() - missing, stage.size());
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
}
