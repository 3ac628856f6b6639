package gradflow.sweep;

import gradflow.claim.ClaimEvaluation;
import gradflow.claim.Judgement;
import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.experiment.Status;
import gradflow.plan.ExperimentSpec;
import gradflow.results.ResultsFolder;
import gradflow.results.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Carries out experiments: prepares, runs, concludes, writes, answers. */
public final class Laboratory {
    private final Path root;
    private final int workers;
    private final boolean quick;
    private final PrintStream out;

    /**
     * A laboratory.
     *
     * @param root where the folders of results are
     * @param workers runs at a time
     * @param quick whether the quick blocks were applied, so that answers say so
     * @param out the console
     */
    public Laboratory(Path root, int workers, boolean quick, PrintStream out) {
        this.root = root;
        this.workers = workers;
        this.quick = quick;
        this.out = out;
    }

    /**
     * Carries out one experiment, prepared before.
     *
     * @return how many runs failed; if all did, nothing is written
     * @throws IOException if the results could not be written; older ones are still there then
     * @throws gradflow.mistake.UserMistake if the folder of results cannot be written, before any
     *     run
     */
    public int carryOut(ExperimentSpec spec, Experiment experiment)
            throws IOException, InterruptedException {
        try (ResultsFolder folder = ResultsFolder.open(root, spec.name())) {
            NativeThreads.pinToOne();
            int workers = experiment.workers(this.workers);
            out.printf(
                    "%s: %s%n%d runs on %d workers%n",
                    spec.name(), spec.question(), spec.runs().size(), workers);
            leftOut(spec);
            List<Outcome> outcomes = sweep(spec, experiment, workers);
            int failed = (int) outcomes.stream().filter(o -> o.status() == Status.FAILED).count();
            if (failed == outcomes.size()) {
                problems(outcomes);
                out.printf("Every run failed; %s stays as it was%n", folder.path());
                return failed;
            }
            Conclusion conclusion = experiment.conclude(spec, outcomes);
            List<Table> tables = new ArrayList<>(conclusion.tables());
            if (tables.stream().noneMatch(table -> table.fileName().equals(Table.TIMINGS))) {
                List<TimingRow> timings = outcomes.stream().map(TimingRow::of).toList();
                tables.add(Table.of(Table.TIMINGS, TimingRow.class, timings));
            }
            List<Judgement> judgements = judge(spec, tables);
            if (!judgements.isEmpty()) {
                tables.add(ClaimEvaluation.table(judgements));
            }
            folder.write(tables, Provenance.of(spec, workers));
            out.println();
            if (quick) {
                out.println("quick run: not a result");
            }
            conclusion.answer().forEach(out::println);
            if (!judgements.isEmpty()) {
                out.printf("%nClaims%n");
                judgements.forEach(judgement -> out.println(judgement.line()));
            }
            problems(outcomes);
            out.printf("Results: %s%n", folder.path().toAbsolutePath().normalize());
            return failed;
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

    private static List<Judgement> judge(ExperimentSpec spec, List<Table> tables) {
        if (spec.claims().isEmpty()) {
            return List.of();
        }
        Table runs =
                tables.stream()
                        .filter(table -> table.fileName().equals("runs.csv"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("there is no runs.csv"));
        return new ClaimEvaluation(spec.claims(), spec.runs(), runs).judge();
    }

    private List<Outcome> sweep(ExperimentSpec spec, Experiment experiment, int workers)
            throws InterruptedException {
        try (Progress progress = Progress.of(spec.name(), spec.runs().size(), out)) {
            return new Sweep(workers, experiment::run, progress).run(spec.runs());
        }
    }

    private void problems(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.status() == Status.FAILED || outcome.status() == Status.DIVERGED) {
                out.printf("%s %s: %s%n", outcome.runId(), outcome.status().word(), outcome.note());
            }
        }
    }
}
