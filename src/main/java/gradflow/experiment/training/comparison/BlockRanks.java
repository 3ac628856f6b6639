package gradflow.experiment.training.comparison;

import gradflow.stats.InterquartileMean;
import gradflow.stats.Ranks;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks the conditions of a block: by the mean share of the budget that solving took, and where
 * that is equal (often because nothing was solved) by the interquartile mean of the test loss.
 */
final class BlockRanks {
    private BlockRanks() {}

    /** The rank of each condition by its name, 1 for the best; equals share the mean rank. */
    static Map<String, Double> of(List<ConditionResults> block) {
        Comparator<ConditionResults> order =
                Comparator.comparingDouble(ConditionResults::meanBudgetShare)
                        .thenComparingDouble(BlockRanks::loss);
        List<ConditionResults> sorted = block.stream().sorted(order).toList();
        double[] steps = new double[sorted.size()];
        for (int i = 1; i < steps.length; i++) {
            boolean equal = order.compare(sorted.get(i - 1), sorted.get(i)) == 0;
            steps[i] = equal ? steps[i - 1] : i;
        }
        double[] ranks = Ranks.average(steps);
        Map<String, Double> byCondition = new HashMap<>();
        for (int i = 0; i < ranks.length; i++) {
            byCondition.put(sorted.get(i).condition(), ranks[i]);
        }
        return byCondition;
    }

    private static double loss(ConditionResults condition) {
        return InterquartileMean.of(condition.rankedLosses());
    }
}
