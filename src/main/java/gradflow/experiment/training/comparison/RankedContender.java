package gradflow.experiment.training.comparison;

/**
 * A cell with a mitigation, in one block or over several.
 *
 * @param place 1 for the best; equals share the better place
 * @param cell the cell
 * @param mitigation what was done
 * @param blocks how many it was in
 * @param meanRank its rank among the contenders of a block, mean over the blocks; 1 is best
 * @param runs in all blocks
 * @param solved of them
 * @param solveRate share of them
 * @param solveRateLow lower end of Wilson's 95 % interval
 * @param solveRateHigh upper end
 * @param meanBudgetShare share of the budget that solving took, 1 for a run that was not solved
 * @param pValue that it is not from the same cell's baseline, of Wilcoxon's signed-rank test on the
 *     budget shares of runs with the same seed in the same block
 * @param pValueHolm corrected for all tests of this block (or of all blocks)
 * @param cliffsDelta of its budget shares against the baseline's; below 0 it is faster
 * @param cliffsDeltaLow lower end of its 95 % interval
 * @param cliffsDeltaHigh upper end
 */
public record RankedContender(
        int place,
        String cell,
        String mitigation,
        int blocks,
        double meanRank,
        int runs,
        int solved,
        double solveRate,
        double solveRateLow,
        double solveRateHigh,
        double meanBudgetShare,
        Double pValue,
        Double pValueHolm,
        Double cliffsDelta,
        Double cliffsDeltaLow,
        Double cliffsDeltaHigh) {}
