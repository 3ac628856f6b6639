package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.model.settings.TrainingSettings;
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

    /** The results with the chosen values only; all of them if nothing was tuned. */
    static List<RunResult> chosen(List<RunResult> results) {
        Map<String, Map<Map<String, String>, List<RunResult>>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            conditions
                    .computeIfAbsent(result.run().condition(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(result.run().nuisances(), key -> new ArrayList<>())
                    .add(result);
        }
        return conditions.values().stream()
                .flatMap(values -> best(values.values()).stream())
                .toList();
    }

    private static List<RunResult> best(Iterable<List<RunResult>> candidates) {
        Comparator<ConditionResults> order =
                Comparator.comparingInt((ConditionResults c) -> -c.count(Status.SOLVED))
                        .thenComparingDouble(Tuning::share)
                        .thenComparingDouble(Tuning::validationLoss);
        ConditionResults best = null;
        for (List<RunResult> candidate : candidates) {
            ConditionResults each = new ConditionResults("", candidate);
            if (best == null || order.compare(each, best) < 0) {
                best = each;
            }
        }
        return best == null ? List.of() : best.results();
    }

    private static double share(ConditionResults candidate) {
        boolean stops = candidate.run().settings(TrainingSettings.class).fit().stopWhenSolved();
        return stops ? candidate.meanBudgetShare() : 0;
    }

    /** A run that diverged or failed counts as infinitely bad. */
    private static double validationLoss(ConditionResults candidate) {
        double mean = InterquartileMean.of(candidate.orInfinity("validation_loss"));
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    }
}
