package gradflow.plan;

import gradflow.model.RunSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How conditions get the nuisance values that they are reported with: by runs of seeds of their
 * own, so that no reported number was looked at when a value was chosen.
 *
 * @param seeds of the runs that values are chosen by; none is reported
 * @param first how many values of an axis are tried at first, those in its middle; as long as the
 *     best stands at an edge of what was tried, the next value beyond it is tried, too
 * @param sharedOver factors over whose values a choice is shared: it is made with the first of them
 * @param axes the nuisance settings that change together, axis by axis; they are tuned one axis
 *     after the other, the others at their middle or at what was chosen
 * @param candidates for each group of conditions that share a choice the nuisance values that have
 *     a meaning for it, in the order of the file
 */
public record TuningPlan(
        List<Long> seeds,
        int first,
        List<String> sharedOver,
        List<List<String>> axes,
        Map<Map<String, String>, List<Map<String, String>>> candidates) {

    /** Keeps copies. */
    public TuningPlan {
        seeds = List.copyOf(seeds);
        sharedOver = List.copyOf(sharedOver);
        axes = axes.stream().map(List::copyOf).toList();
        candidates = new LinkedHashMap<>(candidates);
    }

    /**
     * Whether a run is there to choose by.
     *
     * @param run of the experiment
     * @return false for one that is reported
     */
    public boolean isTuning(RunSpec run) {
        return seeds.contains(run.seed());
    }

    /**
     * What conditions that share a choice have in common.
     *
     * @param factors of a condition with their values
     * @return those that the choice is not shared over
     */
    public Map<String, String> group(Map<String, String> factors) {
        return group(factors, sharedOver);
    }

    static Map<String, String> group(Map<String, String> factors, List<String> sharedOver) {
        Map<String, String> group = new LinkedHashMap<>(factors);
        group.keySet().removeAll(sharedOver);
        return group;
    }
}
