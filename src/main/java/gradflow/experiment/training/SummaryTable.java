package gradflow.experiment.training;

import gradflow.experiment.Status;
import gradflow.model.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.stats.EffectSize;
import gradflow.stats.Holm;
import gradflow.stats.Interval;
import gradflow.stats.PermutationTest;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** summary.csv: a row for every condition. */
final class SummaryTable {
    private static final List<String> MEASURED =
            List.of(
                    "runs",
                    "solved",
                    "unsolved",
                    "diverged",
                    "failed",
                    "solve_rate",
                    "solve_rate_low",
                    "solve_rate_high",
                    "iterations_to_solve_median",
                    "mean_budget_share",
                    "test_loss_iqm",
                    "test_loss_iqm_low",
                    "test_loss_iqm_high",
                    "test_metric_median",
                    "chance_level",
                    "hidden_size",
                    "parameters",
                    "gradient_horizon_median",
                    "decay_per_step_median",
                    "final_gradient_horizon_median",
                    "final_decay_per_step_median",
                    "baseline",
                    "p_value",
                    "p_value_holm",
                    "cliffs_delta",
                    "cliffs_delta_low",
                    "cliffs_delta_high");
    private final ExperimentSpec spec;
    private final Function<TrainingSettings, Task> tasks;

    SummaryTable(ExperimentSpec spec, Function<TrainingSettings, Task> tasks) {
        this.spec = spec;
        this.tasks = tasks;
    }

    Table of(List<ConditionResults> conditions) {
        List<String> columns = new ArrayList<>(List.of("condition"));
        columns.addAll(RunsTable.conditionColumns(spec.factors()));
        spec.nuisances().stream().map(name -> "chosen_" + Columns.name(name)).forEach(columns::add);
        columns.addAll(MEASURED);
        List<Optional<ConditionResults>> baselines =
                conditions.stream().map(c -> c.baseline(spec.baseline(), conditions)).toList();
        double[] pValues = new double[conditions.size()];
        for (int i = 0; i < pValues.length; i++) {
            double[] losses = conditions.get(i).rankedLosses();
            pValues[i] =
                    baselines
                            .get(i)
                            .map(other -> PermutationTest.pValue(losses, other.rankedLosses()))
                            .orElse(Double.NaN);
        }
        double[] adjusted = Holm.adjust(pValues);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            List<Object> row = measured(conditions.get(i));
            row.add(baselines.get(i).map(ConditionResults::condition).orElse(null));
            row.add(pValues[i]);
            row.add(adjusted[i]);
            row.addAll(effect(conditions.get(i), baselines.get(i)));
            rows.add(row);
        }
        return new Table("summary.csv", Columns.distinct(columns), rows);
    }

    private List<Object> measured(ConditionResults condition) {
        List<Object> row = new ArrayList<>();
        row.add(condition.condition());
        row.addAll(RunsTable.conditionValues(spec.factors(), condition.run()));
        spec.nuisances().stream().map(condition.run().nuisances()::get).forEach(row::add);
        int runs = condition.results().size();
        row.add(runs);
        row.add(condition.count(Status.SOLVED));
        row.add(condition.count(Status.UNSOLVED));
        row.add(condition.count(Status.DIVERGED));
        row.add(condition.count(Status.FAILED));
        row.add((double) condition.count(Status.SOLVED) / runs);
        Interval rate = condition.solveRate();
        row.add(rate.low());
        row.add(rate.high());
        OptionalDouble iterations = condition.medianIterationsToSolve();
        row.add(RunsTable.whole(iterations.orElse(Double.NaN)));
        row.add(condition.meanBudgetShare());
        row.add(condition.lossMean());
        Interval loss = condition.lossInterval();
        row.add(loss.low());
        row.add(loss.high());
        row.add(condition.median(TrainingOutcome::testMetric));
        row.add(tasks.apply(condition.settings()).chanceLevel());
        row.add(RunsTable.whole(condition.median(outcome -> outcome.size().hiddenSize())));
        row.add(RunsTable.whole(condition.median(outcome -> outcome.size().parameters())));
        row.add(condition.median(outcome -> outcome.atStart().horizon()));
        row.add(condition.median(outcome -> outcome.atStart().decayPerStep()));
        row.add(condition.median(outcome -> outcome.atEnd().horizon()));
        row.add(condition.median(outcome -> outcome.atEnd().decayPerStep()));
        return row;
    }

    /** By the test loss: 1 if every run has a larger one than every run of the baseline. */
    private static List<Object> effect(
            ConditionResults condition, Optional<ConditionResults> baseline) {
        if (baseline.isEmpty()) {
            return Arrays.asList(null, null, null);
        }
        double[] own = condition.rankedLosses();
        double[] others = baseline.orElseThrow().rankedLosses();
        Interval interval = EffectSize.cliffsDeltaInterval(own, others);
        return List.of(EffectSize.cliffsDelta(own, others), interval.low(), interval.high());
    }
}
