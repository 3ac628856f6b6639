package gradflow.sweep;

import gradflow.claim.ClaimEvaluation;
import gradflow.claim.Judgement;
import gradflow.experiment.Conclusion;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What outcomes say: the files of results, and what the console shows.
 *
 * @param tables of all files
 * @param answer to the experiment's question
 * @param claims with their verdicts
 * @param problems a line for every run that failed or diverged
 */
record Concluded(
        List<Table> tables, List<String> answer, List<Judgement> claims, List<String> problems) {

    /** The conclusion from one outcome for each run, in any order. */
    static Concluded of(Assignment assignment, List<Outcome> inAnyOrder) {
        Wanted wanted = Wanted.of(assignment, inAnyOrder);
        ExperimentSpec spec = wanted.spec();
        List<Outcome> outcomes =
                RunResult.of(spec, wanted.outcomes()).stream().map(RunResult::outcome).toList();
        Conclusion conclusion = assignment.experiment().conclude(spec, outcomes);
        List<Table> tables = new ArrayList<>(conclusion.tables());
        if (tables.stream().noneMatch(table -> table.fileName().equals(Table.TIMINGS))) {
            List<TimingRow> timings = outcomes.stream().map(TimingRow::of).toList();
            tables.add(Table.of(Table.TIMINGS, TimingRow.class, timings));
        }
        List<Judgement> claims = judge(spec, tables);
        if (!claims.isEmpty()) {
            tables.add(ClaimEvaluation.table(claims));
        }
        return new Concluded(tables, conclusion.answer(), claims, problems(outcomes));
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
        return new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs).judge();
    }

    /** A line for every run that failed or diverged. */
    static List<String> problems(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(o -> o.status() == Status.FAILED || o.status() == Status.DIVERGED)
                .map(o -> "%s %s: %s".formatted(o.runId(), o.status().word(), o.note()))
                .toList();
    }

    /** Shows it on the console. */
    void print(PrintStream out) {
        answer.forEach(out::println);
        if (!claims.isEmpty()) {
            out.printf("%nClaims%n");
            Judgement.lines(claims).forEach(out::println);
        }
        problems.forEach(out::println);
    }
}
