package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Column;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** tuning.csv: a row for every nuisance value that was tried, by the runs that are not reported. */
final class TuningTable {
    private final ExperimentSpec spec;
    private final List<Row> rows;

    private TuningTable(ExperimentSpec spec, List<Row> rows) {
        this.spec = spec;
        this.rows = rows;
    }

    /** What a row is made of. */
    private record Row(ConditionResults runs, boolean chosen, List<String> edges) {}

    /**
     * The table.
     *
     * @param results of all runs that were wanted, or of some of them while they are being made
     */
    static TuningTable of(ExperimentSpec spec, List<RunResult> results) {
        TuningSteps steps =
                new TuningSteps(spec, results.stream().map(RunResult::outcome).toList());
        Map<String, RunResult> ended = new LinkedHashMap<>();
        results.forEach(result -> ended.put(result.run().runId(), result));
        List<Row> rows = new ArrayList<>();
        for (TuningSteps.Choice choice : steps.choices()) {
            choice.tried()
                    .forEach(
                            (nuisances, runs) -> {
                                List<RunResult> there =
                                        runs.stream()
                                                .map(run -> ended.get(run.runId()))
                                                .filter(result -> result != null)
                                                .toList();
                                boolean chosen =
                                        choice.chosen().filter(nuisances::equals).isPresent();
                                if (!there.isEmpty()) {
                                    String condition = there.get(0).run().condition();
                                    rows.add(
                                            new Row(
                                                    new ConditionResults(condition, there),
                                                    chosen,
                                                    chosen ? choice.edges() : List.of()));
                                }
                            });
        }
        return new TuningTable(spec, rows);
    }

    Table table() {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.text("condition", row -> row.runs().condition()));
        columns.add(Column.text("candidate", row -> candidate(row.runs().run())));
        columns.addAll(RunsTable.condition(spec.factors(), row -> row.runs().run()));
        for (String nuisance : spec.nuisances()) {
            columns.add(
                    Column.text(
                            Columns.name(nuisance),
                            row -> row.runs().run().nuisances().get(nuisance)));
        }
        columns.add(Column.number("runs", row -> row.runs().results().size()));
        columns.add(Column.number("solved", row -> row.runs().count(Status.SOLVED)));
        columns.add(Column.number("budget_share", row -> Tuning.share(row.runs())));
        columns.add(Column.number("validation_loss_iqm", row -> finite(row.runs())));
        columns.add(Column.text("chosen", Row::chosen));
        columns.add(
                Column.text(
                        "at_edge",
                        row -> String.join(" ", row.edges().stream().map(Columns::name).toList())));
        return Column.table("tuning.csv", columns, rows);
    }

    /** Which choices stand at an edge of the values that could be tried. */
    List<String> lines() {
        long choices = rows.stream().filter(Row::chosen).count();
        List<String> atEdge =
                rows.stream()
                        .filter(row -> !row.edges().isEmpty())
                        .map(
                                row ->
                                        "%s (%s)"
                                                .formatted(
                                                        row.runs().condition(),
                                                        String.join(", ", row.edges())))
                        .toList();
        List<String> lines = new ArrayList<>();
        lines.add("Tuned by seeds of their own: %d choices, see tuning.csv.".formatted(choices));
        if (!atEdge.isEmpty()) {
            lines.add(
                    "%d of them stand at the edge of what could be tried: %s."
                            .formatted(atEdge.size(), String.join("; ", atEdge)));
        }
        return lines;
    }

    private static String candidate(RunSpec run) {
        return run.nuisances().entrySet().stream()
                .map(setting -> setting.getKey() + setting.getValue())
                .collect(Collectors.joining("_"));
    }

    private static Double finite(ConditionResults runs) {
        double loss = Tuning.validationLoss(runs);
        return Double.isFinite(loss) ? Double.valueOf(loss) : null;
    }
}
