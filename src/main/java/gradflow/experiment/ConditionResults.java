package gradflow.experiment;

import gradflow.spec.RunSpec;
import gradflow.spec.TrainingSettings;
import gradflow.stats.InterquartileMean;
import gradflow.stats.Interval;
import gradflow.stats.KaplanMeier;
import gradflow.stats.KaplanMeier.Observation;
import gradflow.stats.Median;
import gradflow.stats.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The training runs of one condition, one for each seed. */
record ConditionResults(String condition, List<RunResult> results) {
    /** Of the bootstrap; any constant will do, but it has to stay the same. */
    private static final long BOOTSTRAP_SEED = 20;

    /** The conditions in the order of their first run. */
    static List<ConditionResults> group(List<RunResult> results) {
        Map<String, List<RunResult>> groups = new LinkedHashMap<>();
        for (RunResult result : results) {
            groups.computeIfAbsent(result.run().condition(), key -> new ArrayList<>()).add(result);
        }
        return groups.entrySet().stream()
                .map(group -> new ConditionResults(group.getKey(), group.getValue()))
                .toList();
    }

    /** Any of its runs; they differ in their seeds only. */
    RunSpec run() {
        return results.get(0).run();
    }

    TrainingSettings settings() {
        return run().settings(TrainingSettings.class);
    }

    int count(Status status) {
        return (int) results.stream().filter(result -> result.status() == status).count();
    }

    Interval solveRate() {
        return Wilson.interval(count(Status.SOLVED), results.size());
    }

    /** A run that was not solved, for whatever reason, is censored at the end of its budget. */
    OptionalDouble medianIterationsToSolve() {
        int budget = settings().iterations();
        return KaplanMeier.median(
                results.stream()
                        .map(
                                result ->
                                        result.status() == Status.SOLVED
                                                ? new Observation(
                                                        outcome(result)
                                                                .iterationsToSolve()
                                                                .orElseThrow(),
                                                        true)
                                                : new Observation(budget, false))
                        .toList());
    }

    /** The test losses of the runs that were trained to the end. */
    double[] testLosses() {
        return finite(TrainingOutcome::testLoss);
    }

    /** The test losses of all runs; infinite for a run that diverged or failed. */
    double[] rankedLosses() {
        return results.stream()
                .mapToDouble(
                        result -> {
                            double loss =
                                    result.outcome().isPresent()
                                            ? outcome(result).testLoss()
                                            : Double.NaN;
                            return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
                        })
                .toArray();
    }

    double lossMean() {
        double[] losses = testLosses();
        return losses.length == 0 ? Double.NaN : InterquartileMean.of(losses);
    }

    Interval lossInterval() {
        double[] losses = testLosses();
        return losses.length == 0
                ? new Interval(Double.NaN, Double.NaN)
                : InterquartileMean.bootstrap(BOOTSTRAP_SEED, losses);
    }

    /** The median over the runs that have such a number; NaN if none has. */
    double median(ToDoubleFunction<TrainingOutcome> number) {
        return Median.of(finite(number));
    }

    private double[] finite(ToDoubleFunction<TrainingOutcome> number) {
        return results.stream()
                .filter(result -> result.outcome().isPresent())
                .mapToDouble(result -> number.applyAsDouble(outcome(result)))
                .filter(Double::isFinite)
                .toArray();
    }

    static TrainingOutcome outcome(RunResult result) {
        return (TrainingOutcome) result.outcome().orElseThrow();
    }
}
