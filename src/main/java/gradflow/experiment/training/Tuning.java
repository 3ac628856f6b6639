package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.stats.InterquartileMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every condition the value of the nuisance settings that is best for it. All conditions have
 * the same values to choose from and the same seeds to choose by; only validation data are looked
 * at: the value that solves most seeds, then the one that does so in the smallest share of its
 * budget where runs end when solved, then the one with the smallest interquartile mean of the
 * validation loss; the first one of equals.
 */
final class Tuning {
    private Tuning() {}

    /**
     * The results that are reported: those with the chosen values, all of them if nothing was
     * tuned; with seeds to choose by, those of the other seeds.
     */
    static List<RunResult> chosen(ExperimentSpec spec, List<RunResult> results) {
        return spec.tuning().isPresent()
                ? results.stream().filter(result -> spec.isReported(result.run())).toList()
                : chosen(results);
    }

    private static List<RunResult> chosen(List<RunResult> results) {
        Map<String, Map<Map<String, String>, List<RunResult>>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            conditions
                    .computeIfAbsent(result.run().condition(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(result.run().nuisances(), key -> new ArrayList<>())
                    .add(result);
        }
        return conditions.values().stream()
                .map(values -> List.copyOf(values.values()))
                .flatMap(values -> values.get(best(values)).stream())
                .toList();
    }

    /** Which of several candidates, each with its runs, is best. */
    static int best(List<List<RunResult>> candidates) {
        Comparator<ConditionResults> order =
                Comparator.comparingInt((ConditionResults c) -> -c.count(Status.SOLVED))
                        .thenComparingDouble(Tuning::share)
                        .thenComparingDouble(Tuning::validationLoss);
        List<ConditionResults> all =
                candidates.stream().map(runs -> new ConditionResults("", runs)).toList();
        int best = 0;
        for (int i = 1; i < all.size(); i++) {
            if (order.compare(all.get(i), all.get(best)) < 0) {
                best = i;
            }
        }
        return best;
    }

    /** The mean share of the budget until solved, where runs end then; 0 where they do not. */
    static double share(ConditionResults candidate) {
        boolean stops = candidate.run().settings(TrainingSettings.class).fit().stopWhenSolved();
        return stops ? candidate.meanBudgetShare() : 0;
    }

    /** A run that diverged or failed counts as infinitely bad. */
    static double validationLoss(ConditionResults candidate) {
        double mean = InterquartileMean.of(candidate.orInfinity("validation_loss"));
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    }
}
