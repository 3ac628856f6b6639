package gradflow.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The block {@code tuning} of an experiment file.
 *
 * @param seeds of the runs that nuisance values are chosen by
 * @param first how many values of an axis are tried at first; all where it is not given
 * @param sharedOver factors over whose values a choice is shared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TuningKeys(List<Long> seeds, Integer first, List<String> sharedOver) {

    TuningKeys {
        Check.that(
                seeds != null && !seeds.isEmpty(),
                "tuning: the key 'seeds' is missing; at least one is needed");
        Set<Long> distinct = new HashSet<>();
        for (Long seed : seeds) {
            Check.that(seed != null && seed >= 0, "tuning: seeds must be 0 or above, not " + seed);
            Check.that(distinct.add(seed), "tuning: seed " + seed + " stands twice");
        }
        Check.that(
                first == null || first >= 1,
                "tuning: first must be a whole number of 1 or above, not " + first);
    }

    /** Refuses what is no factor, and a file with nothing to choose. */
    void check(List<Map<String, List<JsonNode>>> grid, boolean hasNuisance) {
        Check.that(hasNuisance, "tuning: there is no nuisance whose values could be chosen");
        List<String> factors = grid.stream().flatMap(axis -> axis.keySet().stream()).toList();
        for (String factor : shared()) {
            Check.that(
                    factors.contains(factor),
                    "tuning: sharedOver: '%s' is not in the grid; %s"
                            .formatted(factor, Nearest.hint(factor, factors)));
        }
    }

    List<String> shared() {
        return sharedOver == null ? List.of() : sharedOver;
    }

    /** Refuses seeds that are reported, too. */
    void checkSeeds(List<Long> reported) {
        for (Long seed : seeds) {
            Check.that(
                    !reported.contains(seed),
                    "tuning: seed %d stands in seeds, too; a reported run must not be one that values are chosen by"
                            .formatted(seed));
        }
    }

    TuningPlan plan(
            List<List<String>> axes,
            Map<Map<String, String>, List<Map<String, String>>> candidates) {
        int tried = first == null ? Integer.MAX_VALUE : first;
        return new TuningPlan(seeds, tried, shared(), axes, candidates);
    }
}
