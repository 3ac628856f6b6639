package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.ResultsFolder;
import gradflow.sweep.provenance.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the runs say that an unfinished sweep has kept, while it goes on or after it was
 * interrupted. Nothing is run and nothing written.
 */
public final class SoFar {
    private final Path root;
    private final PrintStream out;

    /**
     * A look at the sweeps below a folder.
     *
     * @param root where the folders of results are
     * @param out the console
     */
    public SoFar(Path root, PrintStream out) {
        this.root = root;
        this.out = out;
    }

    /**
     * Concludes from the runs that have ended.
     *
     * @throws UserMistake if there are none, or they were made with other settings
     * @throws IOException if the journal cannot be read
     */
    public void tell(Assignment assignment) throws IOException {
        ExperimentSpec spec = assignment.spec();
        List<Outcome> outcomes = outcomes(spec);
        List<RunSpec> ended =
                spec.runs().stream()
                        .filter(
                                run ->
                                        outcomes.stream()
                                                .anyMatch(o -> o.runId().equals(run.runId())))
                        .toList();
        // How many there will be is not known before all is tuned.
        String all = spec.tuning().isEmpty() ? " of " + spec.runs().size() : "";
        out.printf("%s: %s%nso far: %d%s runs%n", spec.name(), spec.question(), ended.size(), all);
        Concluded.of(new Assignment(with(spec, ended), assignment.experiment()), outcomes)
                .print(out);
        out.println("partial: the rest of the runs may change this; nothing was written");
    }

    private List<Outcome> outcomes(ExperimentSpec spec) throws IOException {
        Path file = ResultsFolder.journal(root, spec.name());
        if (!Files.exists(file)) {
            throw new UserMistake(
                    root.resolve(spec.name()) + ": no unfinished sweep has kept runs of it");
        }
        Map<String, Outcome> byRun = new LinkedHashMap<>();
        Journal.Contents found = Journal.read(file, outcome -> byRun.put(outcome.runId(), outcome));
        if (byRun.isEmpty()) {
            throw new UserMistake(file + ": no run has ended yet");
        }
        List<String> changes =
                Identity.of(spec)
                        .settings()
                        .changesSince(found.identity().orElseThrow().settings());
        if (!changes.isEmpty()) {
            throw new UserMistake(file + ": since its runs were made " + changes.get(0));
        }
        return new ArrayList<>(byRun.values());
    }

    /** An experiment with some of its runs. */
    static ExperimentSpec with(ExperimentSpec spec, List<RunSpec> runs) {
        boolean hasBaseline =
                runs.stream()
                        .anyMatch(
                                run ->
                                        run.factors()
                                                .entrySet()
                                                .containsAll(spec.baseline().entrySet()));
        return spec.with(runs, hasBaseline ? spec.baseline() : Map.of());
    }
}
