package gradflow.experiment.training.comparison;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.model.Cell;
import gradflow.model.settings.TaskSettings;
import gradflow.results.Table;
import gradflow.stats.RankCorrelation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * horizon.csv: does the gradient horizon before training predict solving? Spearman's rank
 * correlation, over runs, of the horizon's share of T − 1 with the share of the budget that was
 * left when the run was solved (a run that was not comes after all others), within each cell: over
 * all tasks, and in each. Cells are not pooled, for their differences can turn the sign round
 * (Simpson's paradox).
 */
public final class HorizonTable {
    private static final String ALL = "all";
    private static final double NOT_SOLVED = -1;

    private HorizonTable() {}

    /**
     * A row.
     *
     * @param task or all
     * @param sequenceLength T; empty for all
     * @param classes that are told apart, 0 for the task's own; empty for all
     * @param cell of all runs of the row
     * @param runs that have a horizon
     * @param solved of them
     * @param spearmanRho NaN if all horizons or all shares are equal
     * @param spearmanRhoLow lower end of its 95 % interval
     * @param spearmanRhoHigh upper end
     * @param atCeiling runs whose horizon is T − 1, the largest that it can be
     */
    private record Row(
            String task,
            Integer sequenceLength,
            Integer classes,
            String cell,
            int runs,
            int solved,
            double spearmanRho,
            double spearmanRhoLow,
            double spearmanRhoHigh,
            int atCeiling) {}

    /**
     * The table.
     *
     * @return a row for each cell, and for each cell of each task
     */
    public static Table of(List<ConditionResults> conditions) {
        Set<TaskSettings> tasks = new LinkedHashSet<>();
        Set<Cell> cells = new LinkedHashSet<>();
        for (ConditionResults condition : conditions) {
            tasks.add(condition.settings().data());
            cells.add(condition.settings().cell());
        }
        List<Row> rows = new ArrayList<>();
        for (Cell cell : cells) {
            rows.add(row(null, cell.label(), conditions, c -> c.settings().cell() == cell));
        }
        for (TaskSettings task : tasks) {
            for (Cell cell : cells) {
                Predicate<ConditionResults> same =
                        c -> c.settings().data().equals(task) && c.settings().cell() == cell;
                if (conditions.stream().anyMatch(same)) {
                    rows.add(row(task, cell.label(), conditions, same));
                }
            }
        }
        return Table.of("horizon.csv", Row.class, rows);
    }

    private static Row row(
            TaskSettings task,
            String cell,
            List<ConditionResults> conditions,
            Predicate<ConditionResults> counted) {
        List<Double> horizons = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        for (ConditionResults condition : conditions) {
            if (counted.test(condition)) {
                collect(condition, horizons, left);
            }
        }
        RankCorrelation rho = RankCorrelation.spearman(array(horizons), array(left));
        int solved = (int) left.stream().filter(share -> share >= 0).count();
        return new Row(
                task == null ? ALL : task.task(),
                task == null ? null : task.sequenceLength(),
                task == null ? null : task.classes(),
                cell,
                horizons.size(),
                solved,
                rho.rho(),
                rho.interval().low(),
                rho.interval().high(),
                (int) horizons.stream().filter(share -> share >= 1).count());
    }

    private static void collect(
            ConditionResults condition, List<Double> horizons, List<Double> left) {
        double longest = condition.settings().data().sequenceLength() - 1;
        double[] shares = condition.budgetShares().values();
        for (int i = 0; i < shares.length; i++) {
            RunResult result = condition.results().get(i);
            double horizon = result.number("gradient_horizon");
            if (!Double.isNaN(horizon) && longest > 0) {
                horizons.add(horizon / longest);
                left.add(result.status() == Status.SOLVED ? 1 - shares[i] : NOT_SOLVED);
            }
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
