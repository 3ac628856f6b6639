package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nuisance values that conditions may get, and which conditions have runs to choose by. */
final class Candidates {
    private final List<Map<String, JsonNode>> all;
    private final List<List<String>> axes;
    private final Optional<TuningKeys> keys;
    private final Map<Map<String, String>, List<Map<String, String>>> ofGroup =
            new LinkedHashMap<>();

    Candidates(ExperimentFile file) {
        all = Grid.of(List.of(), file.nuisance()).conditions();
        axes = file.tuned();
        // Of one value there is nothing to choose.
        keys = Optional.ofNullable(file.tuning()).filter(tuning -> all.size() > 1);
        keys.ifPresent(tuning -> tuning.checkSeeds(file.seeds()));
    }

    /**
     * Every combination of values, in the order of the file; one without any where there is none.
     */
    List<Map<String, JsonNode>> all() {
        return all;
    }

    /** How conditions get their values; empty where that is not by runs of their own. */
    Optional<TuningPlan> plan() {
        return keys.map(tuning -> tuning.plan(axes, ofGroup));
    }

    /**
     * The seeds of a condition's runs to choose by: none if an earlier condition chooses for it.
     *
     * @param meaningful the candidates that have a meaning for it
     */
    List<Long> tuningSeeds(Map<String, String> factors, List<Map<String, String>> meaningful) {
        if (keys.isEmpty() || meaningful.isEmpty()) {
            return List.of();
        }
        Map<String, String> group = TuningPlan.group(factors, keys.get().shared());
        List<Map<String, String>> earlier = ofGroup.putIfAbsent(group, meaningful);
        Check.that(
                earlier == null || earlier.equals(meaningful),
                "tuning: sharedOver: conditions with %s have not the same candidates"
                        .formatted(group));
        return earlier == null ? keys.get().seeds() : List.of();
    }
}
