package gradflow.experiment.training;

import gradflow.experiment.Status;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Column;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.stats.EffectSize;
import gradflow.stats.Holm;
import gradflow.stats.Interval;
import gradflow.stats.PermutationTest;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** summary.csv: a row for every condition. */
final class SummaryTable {
    private final ExperimentSpec spec;
    private final Function<TrainingSettings, Task> tasks;

    SummaryTable(ExperimentSpec spec, Function<TrainingSettings, Task> tasks) {
        this.spec = spec;
        this.tasks = tasks;
    }

    Table of(List<ConditionResults> conditions) {
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
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            ConditionResults condition = conditions.get(i);
            rows.add(
                    new Row(
                            condition,
                            condition.solveRate(),
                            condition.lossInterval(),
                            baselines.get(i),
                            pValues[i],
                            adjusted[i],
                            baselines.get(i).map(other -> effect(condition, other))));
        }
        return Column.table("summary.csv", columns(), rows);
    }

    /** What a row is made of; the effect is by the test loss. */
    private record Row(
            ConditionResults of,
            Interval rate,
            Interval loss,
            Optional<ConditionResults> baseline,
            double pValue,
            double pValueHolm,
            Optional<Effect> effect) {

        int count(Status status) {
            return of.count(status);
        }

        int runs() {
            return of.results().size();
        }
    }

    /** 1 if every run has a larger loss than every run of the baseline. */
    private record Effect(double delta, Interval interval) {}

    private List<Column<Row>> columns() {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(Column.text("condition", row -> row.of().condition()));
        columns.addAll(RunsTable.condition(spec.factors(), row -> row.of().run()));
        for (String nuisance : spec.nuisances()) {
            columns.add(
                    Column.text(
                            "chosen_" + Columns.name(nuisance),
                            row -> row.of().run().nuisances().get(nuisance)));
        }
        columns.add(Column.number("runs", Row::runs));
        columns.add(Column.number("solved", row -> row.count(Status.SOLVED)));
        columns.add(Column.number("unsolved", row -> row.count(Status.UNSOLVED)));
        columns.add(Column.number("diverged", row -> row.count(Status.DIVERGED)));
        columns.add(Column.number("failed", row -> row.count(Status.FAILED)));
        columns.add(
                Column.number("solve_rate", row -> (double) row.count(Status.SOLVED) / row.runs()));
        columns.add(Column.number("solve_rate_low", row -> row.rate().low()));
        columns.add(Column.number("solve_rate_high", row -> row.rate().high()));
        columns.add(
                Column.number(
                        "iterations_to_solve_median",
                        row ->
                                RunsTable.whole(
                                        row.of().medianIterationsToSolve().orElse(Double.NaN))));
        columns.add(Column.number("mean_budget_share", row -> row.of().meanBudgetShare()));
        columns.add(Column.number("test_loss_iqm", row -> row.of().lossMean()));
        columns.add(Column.number("test_loss_iqm_low", row -> row.loss().low()));
        columns.add(Column.number("test_loss_iqm_high", row -> row.loss().high()));
        columns.add(median("test_metric"));
        columns.add(
                Column.number(
                        "chance_level", row -> tasks.apply(row.of().settings()).chanceLevel()));
        columns.add(wholeMedian("hidden_size"));
        columns.add(wholeMedian("parameters"));
        columns.add(median("gradient_horizon"));
        columns.add(median("decay_per_step"));
        columns.add(median("final_gradient_horizon"));
        columns.add(median("final_decay_per_step"));
        columns.add(
                Column.text(
                        "baseline",
                        row -> row.baseline().map(ConditionResults::condition).orElse(null)));
        columns.add(Column.number("p_value", Row::pValue));
        columns.add(Column.number("p_value_holm", Row::pValueHolm));
        columns.add(
                Column.number("cliffs_delta", row -> row.effect().map(Effect::delta).orElse(null)));
        columns.add(
                Column.number(
                        "cliffs_delta_low",
                        row -> row.effect().map(e -> e.interval().low()).orElse(null)));
        columns.add(
                Column.number(
                        "cliffs_delta_high",
                        row -> row.effect().map(e -> e.interval().high()).orElse(null)));
        return columns;
    }

    private static Column<Row> median(String column) {
        return Column.number(column + "_median", row -> row.of().median(column));
    }

    private static Column<Row> wholeMedian(String column) {
        return Column.number(column, row -> RunsTable.whole(row.of().median(column)));
    }

    private static Effect effect(ConditionResults condition, ConditionResults baseline) {
        double[] own = condition.rankedLosses();
        double[] others = baseline.rankedLosses();
        return new Effect(
                EffectSize.cliffsDelta(own, others), EffectSize.cliffsDeltaInterval(own, others));
    }
}
