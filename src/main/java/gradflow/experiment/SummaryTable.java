package gradflow.experiment;

import gradflow.results.Table;
import gradflow.spec.ExperimentSpec;
import gradflow.stats.Holm;
import gradflow.stats.Interval;
import gradflow.stats.RankTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
                    "test_loss_iqm",
                    "test_loss_iqm_low",
                    "test_loss_iqm_high",
                    "test_metric_median",
                    "gradient_horizon_median",
                    "decay_per_step_median",
                    "final_gradient_horizon_median",
                    "final_decay_per_step_median",
                    "baseline",
                    "p_value",
                    "p_value_holm");
    private final ExperimentSpec spec;

    SummaryTable(ExperimentSpec spec) {
        this.spec = spec;
    }

    Table of(List<ConditionResults> conditions) {
        List<String> columns = new ArrayList<>(List.of("condition"));
        columns.addAll(RunsTable.conditionColumns(spec.factors()));
        columns.addAll(MEASURED);
        List<Optional<ConditionResults>> baselines =
                conditions.stream().map(condition -> baseline(condition, conditions)).toList();
        double[] pValues = new double[conditions.size()];
        for (int i = 0; i < pValues.length; i++) {
            double[] losses = conditions.get(i).rankedLosses();
            pValues[i] =
                    baselines
                            .get(i)
                            .map(other -> RankTest.pValue(losses, other.rankedLosses()))
                            .orElse(Double.NaN);
        }
        double[] adjusted = Holm.adjust(pValues);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < pValues.length; i++) {
            List<Object> row = measured(conditions.get(i));
            row.add(baselines.get(i).map(ConditionResults::condition).orElse(null));
            row.add(pValues[i]);
            row.add(adjusted[i]);
            rows.add(row);
        }
        return new Table("summary.csv", columns, rows);
    }

    private List<Object> measured(ConditionResults condition) {
        List<Object> row = new ArrayList<>();
        row.add(condition.condition());
        row.addAll(RunsTable.conditionValues(spec.factors(), condition.run()));
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
        row.add(condition.lossMean());
        Interval loss = condition.lossInterval();
        row.add(loss.low());
        row.add(loss.high());
        row.add(condition.median(TrainingOutcome::testMetric));
        row.add(condition.median(outcome -> outcome.atStart().horizon()));
        row.add(condition.median(outcome -> outcome.atStart().decayPerStep()));
        row.add(condition.median(outcome -> outcome.atEnd().horizon()));
        row.add(condition.median(outcome -> outcome.atEnd().decayPerStep()));
        return row;
    }

    /** The condition with the baseline's values and this one's in all other factors. */
    private Optional<ConditionResults> baseline(
            ConditionResults condition, List<ConditionResults> all) {
        if (spec.baseline().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> wanted = new HashMap<>(condition.run().factors());
        wanted.putAll(spec.baseline());
        return all.stream()
                .filter(other -> other.run().factors().equals(wanted))
                .filter(other -> !other.condition().equals(condition.condition()))
                .findFirst();
    }
}
