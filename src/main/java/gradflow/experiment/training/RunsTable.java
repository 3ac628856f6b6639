package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.model.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** runs.csv: a row for every run, whatever became of it. */
final class RunsTable {
    private static final String CELL = "cell";
    private static final List<String> MEASURED =
            List.of(
                    "seed",
                    "status",
                    "iterations",
                    "iterations_to_solve",
                    "test_loss",
                    "test_metric",
                    "metric_name",
                    "chance_level",
                    "gradient_horizon",
                    "decay_per_step",
                    "final_gradient_horizon",
                    "final_decay_per_step",
                    "carry_horizon",
                    "carry_decay_per_step",
                    "final_carry_horizon",
                    "final_carry_decay_per_step",
                    "clip_rate",
                    "validation_loss",
                    "validation_metric",
                    "hidden_size",
                    "parameters",
                    "chosen");

    private static final List<String> NOT_NUMBERS =
            List.of("seed", "chosen", "status", "metric_name");

    /** The columns that are numbers, about which claims may be made. */
    static final List<String> CLAIMABLE =
            MEASURED.stream().filter(column -> !NOT_NUMBERS.contains(column)).toList();

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
        List<String> columns = new ArrayList<>(List.of("run_id"));
        columns.addAll(conditionColumns(factors));
        nuisances.stream().map(Columns::name).forEach(columns::add);
        columns.addAll(MEASURED);
        Set<RunResult> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(chosen);
        return new Table(
                "runs.csv",
                Columns.distinct(columns),
                results.stream().map(result -> row(result, kept.contains(result))).toList());
    }

    /** The cell, then the factors of the grid. */
    static List<String> conditionColumns(List<String> factors) {
        List<String> columns = new ArrayList<>(List.of(CELL));
        factors.stream()
                .filter(factor -> !factor.equals(CELL))
                .map(Columns::name)
                .forEach(columns::add);
        return columns;
    }

    static List<Object> conditionValues(List<String> factors, RunSpec run) {
        List<Object> values = new ArrayList<>();
        values.add(run.settings(TrainingSettings.class).cell().label());
        factors.stream()
                .filter(factor -> !factor.equals(CELL))
                .map(run.factors()::get)
                .forEach(values::add);
        return values;
    }

    /** A whole number where there is one. */
    static Object whole(double number) {
        return Double.isNaN(number) ? null : (Object) (long) number;
    }

    private List<Object> row(RunResult result, boolean chosen) {
        RunSpec run = result.run();
        Task task = tasks.apply(run.settings(TrainingSettings.class));
        List<Object> row = new ArrayList<>();
        row.add(run.runId());
        row.addAll(conditionValues(factors, run));
        nuisances.stream().map(run.nuisances()::get).forEach(row::add);
        TrainingOutcome outcome = (TrainingOutcome) result.outcome().orElse(null);
        boolean measured = outcome != null;
        row.add(run.seed());
        row.add(result.status().word());
        row.add(result.iterations());
        boolean solved = result.status() == Status.SOLVED;
        row.add(solved ? outcome.iterationsToSolve().getAsInt() : null);
        row.add(measured ? outcome.testLoss() : null);
        row.add(measured ? outcome.testMetric() : null);
        row.add(task.metricName());
        row.add(task.chanceLevel());
        row.add(measured ? whole(outcome.atStart().horizon()) : null);
        row.add(measured ? outcome.atStart().decayPerStep() : null);
        row.add(measured ? whole(outcome.atEnd().horizon()) : null);
        row.add(measured ? outcome.atEnd().decayPerStep() : null);
        row.add(measured ? whole(outcome.carryAtStart().horizon()) : null);
        row.add(measured ? outcome.carryAtStart().decayPerStep() : null);
        row.add(measured ? whole(outcome.carryAtEnd().horizon()) : null);
        row.add(measured ? outcome.carryAtEnd().decayPerStep() : null);
        row.add(measured ? outcome.clipRate() : null);
        row.add(measured ? outcome.validation().loss() : null);
        row.add(measured ? outcome.validation().metric() : null);
        row.add(measured ? outcome.size().hiddenSize() : null);
        row.add(measured ? outcome.size().parameters() : null);
        row.add(chosen);
        return row;
    }
}
