package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Column;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** runs.csv: a row for every run, whatever became of it. */
final class RunsTable {
    private static final String CELL = "cell";
    private static final String TEST_METRIC = "test_metric";

    /** The columns that are numbers, about which claims may be made. */
    static final List<String> CLAIMABLE =
            measured(name -> true).stream().filter(Column::isNumber).map(Column::name).toList();

    private final List<String> factors;
    private final List<String> nuisances;
    private final Function<TrainingSettings, Task> tasks;

    RunsTable(ExperimentSpec spec, Function<TrainingSettings, Task> tasks) {
        this.factors = spec.factors();
        this.nuisances = spec.nuisances();
        this.tasks = tasks;
    }

    /**
     * The table.
     *
     * @param chosen the results that have the values chosen in tuning
     */
    Table of(List<RunResult> results, List<RunResult> chosen) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.text("run_id", row -> row.result().run().runId()));
        columns.addAll(condition(factors, row -> row.result().run()));
        for (String nuisance : nuisances) {
            columns.add(
                    Column.text(
                            Columns.name(nuisance),
                            row -> row.result().run().nuisances().get(nuisance)));
        }
        boolean bias = results.stream().anyMatch(RunsTable::looksAtBias);
        boolean dynamics = results.stream().anyMatch(RunsTable::looksAtDynamics);
        columns.addAll(
                measured(
                        name ->
                                (bias || !TrainingNumbers.OF_BIAS.contains(name))
                                        && (dynamics
                                                || !TrainingNumbers.OF_DYNAMICS.contains(name))));
        Set<RunResult> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(chosen);
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            Task task = tasks.apply(result.run().settings(TrainingSettings.class));
            rows.add(new Row(result, task, kept.contains(result)));
        }
        return Column.table("runs.csv", columns, rows);
    }

    /** What a row is made of. */
    private record Row(RunResult result, Task task, boolean chosen) {}

    private static boolean looksAtBias(RunResult result) {
        return result.run().settings(TrainingSettings.class).gradients().biasSequences() > 0;
    }

    private static boolean looksAtDynamics(RunResult result) {
        return result.run().settings(TrainingSettings.class).watch().dynamicsSequences() > 0;
    }

    /**
     * Each column after the condition's, in order.
     *
     * @param isWanted which of the numbers are among them
     */
    private static List<Column<Row>> measured(Predicate<String> isWanted) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.text("seed", row -> row.result().run().seed()));
        columns.add(Column.text("status", row -> row.result().status().word()));
        columns.add(Column.number("iterations", row -> row.result().iterations()));
        for (String name : Columns.names(TrainingNumbers.class)) {
            if (!isWanted.test(name)) {
                continue;
            }
            columns.add(Column.number(name, row -> row.result().value(name)));
            if (name.equals(TEST_METRIC)) {
                columns.add(Column.text("metric_name", row -> row.task().metricName()));
                columns.add(Column.number("chance_level", row -> row.task().chanceLevel()));
            }
        }
        columns.add(Column.text("chosen", Row::chosen));
        columns.add(Column.text("failure", row -> row.result().outcome().failure()));
        return columns;
    }

    /** The cell, then the factors of the grid. */
    static <R> List<Column<R>> condition(List<String> factors, Function<R, RunSpec> run) {
        List<Column<R>> columns = new ArrayList<>();
        columns.add(
                Column.text(
                        CELL,
                        row -> run.apply(row).settings(TrainingSettings.class).cell().label()));
        for (String factor : factors) {
            if (!factor.equals(CELL)) {
                columns.add(
                        Column.text(
                                Columns.name(factor), row -> run.apply(row).factors().get(factor)));
            }
        }
        return columns;
    }

    /** A whole number where there is one. */
    static Long whole(double number) {
        return Double.isNaN(number) ? null : Long.valueOf((long) number);
    }
}
