package gradflow.experiment.training.comparison;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.results.schema.Declarations;
import gradflow.stats.InterquartileMean;
import gradflow.stats.Interval;
import gradflow.stats.KaplanMeier;
import gradflow.stats.KaplanMeier.Observation;
import gradflow.stats.Median;
import gradflow.stats.Wilson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The training runs of one condition, one for each seed.
 *
 * @param condition its name
 * @param results of its runs
 */
public record ConditionResults(String condition, List<RunResult> results) {
    private static final String TEST_LOSS = "test_loss";

    /** Where a loss, and so its mean, can lie. */
    private static final Interval LOSSES =
            Declarations.all()
                    .field("runs.csv", "training", TEST_LOSS)
                    .map(field -> new Interval(field.least(), field.most()))
                    .orElseThrow();

    /**
     * The conditions of some results.
     *
     * @return in the order of their first run
     */
    public static List<ConditionResults> group(List<RunResult> results) {
        Map<String, List<RunResult>> groups = new LinkedHashMap<>();
        for (RunResult result : results) {
            groups.computeIfAbsent(result.run().condition(), key -> new ArrayList<>()).add(result);
        }
        return groups.entrySet().stream()
                .map(group -> new ConditionResults(group.getKey(), group.getValue()))
                .toList();
    }

    /**
     * Any of its runs; they differ in their seeds only.
     *
     * @return the first
     */
    public RunSpec run() {
        return results.get(0).run();
    }

    /**
     * What all of its runs were trained with.
     *
     * @return their settings, which differ in the seed only
     */
    public TrainingSettings settings() {
        return run().settings(TrainingSettings.class);
    }

    /**
     * The condition to compare with, if it is among others and another one than this.
     *
     * @param values of factors that make it the baseline; it has this one's in all other factors
     * @return empty if there is none, or it is this one
     */
    public Optional<ConditionResults> baseline(
            Map<String, String> values, List<ConditionResults> all) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> wanted = new HashMap<>(run().factors());
        wanted.putAll(values);
        return all.stream()
                .filter(other -> other.run().factors().equals(wanted))
                .filter(other -> !other.condition().equals(condition))
                .findFirst();
    }

    /**
     * How many of its runs ended so.
     *
     * @return 0 or more
     */
    public int count(Status status) {
        return (int) results.stream().filter(result -> result.status() == status).count();
    }

    /**
     * Wilson's 95 % interval of the share of runs that solved the task.
     *
     * @return within 0 and 1
     */
    public Interval solveRate() {
        return Wilson.interval(count(Status.SOLVED), results.size());
    }

    /**
     * The median number of iterations to solve the task, of Kaplan and Meier's curve: a run that
     * was not solved, for whatever reason, is censored at the end of its budget.
     *
     * @return empty if fewer than half of the runs are solved
     */
    public OptionalDouble medianIterationsToSolve() {
        int budget = settings().iterations();
        return KaplanMeier.median(
                results.stream()
                        .map(
                                result ->
                                        result.status() == Status.SOLVED
                                                ? new Observation(
                                                        (int) result.number("iterations_to_solve"),
                                                        true)
                                                : new Observation(budget, false))
                        .toList());
    }

    /**
     * The share of its budget that each run took to solve, 1 for one that did not: its mean is the
     * restricted mean time (P. Royston and M. K. B. Parmar, 2013), which needs no run to be solved.
     */
    BudgetShares budgetShares() {
        int budget = settings().iterations();
        return new BudgetShares(
                results.stream()
                        .map(
                                result ->
                                        result.status() == Status.SOLVED
                                                ? new BigFraction(
                                                        (int) result.number("iterations_to_solve"),
                                                        budget)
                                                : BigFraction.ONE)
                        .toList());
    }

    /**
     * The mean share of the budget that solving took, 1 for a run that did not.
     *
     * @return 0 … 1
     */
    public double meanBudgetShare() {
        return budgetShares().mean();
    }

    /**
     * The test losses of the runs that were trained to the end.
     *
     * @return finite numbers, in the order of the runs
     */
    public double[] testLosses() {
        return finite(TEST_LOSS);
    }

    /**
     * The test losses; infinite for a run that diverged or failed.
     *
     * @return one for each run
     */
    public double[] rankedLosses() {
        return orInfinity(TEST_LOSS);
    }

    /**
     * A number of every run; infinite where it is missing.
     *
     * @param column of runs.csv
     * @return one for each run
     */
    public double[] orInfinity(String column) {
        return results.stream()
                .mapToDouble(result -> result.number(column))
                .map(value -> Double.isNaN(value) ? Double.POSITIVE_INFINITY : value)
                .toArray();
    }

    /**
     * The interquartile mean of the test losses.
     *
     * @return NaN if no run was trained to the end
     */
    public double lossMean() {
        double[] losses = testLosses();
        return losses.length == 0 ? Double.NaN : InterquartileMean.of(losses);
    }

    /**
     * The 95 % interval of that mean.
     *
     * @return within what a loss can be; NaN if no run was trained to the end
     */
    public Interval lossInterval() {
        double[] losses = testLosses();
        return losses.length == 0
                ? new Interval(Double.NaN, Double.NaN)
                : InterquartileMean.interval(losses).inside(LOSSES);
    }

    /**
     * The median over the runs that have such a number.
     *
     * @param column of runs.csv
     * @return NaN if none has
     */
    public double median(String column) {
        return Median.of(finite(column));
    }

    private double[] finite(String column) {
        return results.stream()
                .mapToDouble(result -> result.number(column))
                .filter(Double::isFinite)
                .toArray();
    }
}
