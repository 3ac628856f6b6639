package gradflow.experiment.training.comparison;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Shares of the budgets that runs took to solve their task, 1 for a run that did not.
 *
 * <p>Fractions, not doubles: of doubles, equal differences and equal means come out an ulp apart,
 * and rounding would break ties that ranks have to share.
 *
 * @param exact a share for each run
 */
record BudgetShares(List<BigFraction> exact) {

    /** Keeps a copy. */
    BudgetShares {
        exact = List.copyOf(exact);
    }

    /** The shares of several conditions, one after the other. */
    static BudgetShares of(List<ConditionResults> conditions) {
        return new BudgetShares(
                conditions.stream()
                        .flatMap(condition -> condition.budgetShares().exact().stream())
                        .toList());
    }

    /** The shares, rounded once. */
    double[] values() {
        return rounded(exact.stream());
    }

    /** The differences to other shares one by one, rounded once, so equal ones stay equal. */
    double[] minus(BudgetShares others) {
        return rounded(
                IntStream.range(0, exact.size())
                        .mapToObj(i -> exact.get(i).subtract(others.exact.get(i))));
    }

    /** The mean, rounded once: the order of the runs does not matter. NaN if there are none. */
    double mean() {
        if (exact.isEmpty()) {
            return Double.NaN;
        }
        BigFraction sum = exact.stream().reduce(BigFraction.ZERO, BigFraction::add);
        return sum.divide(exact.size()).doubleValue();
    }

    private static double[] rounded(Stream<BigFraction> fractions) {
        return fractions.mapToDouble(BigFraction::doubleValue).toArray();
    }
}
