package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.mistake.Check;
import gradflow.model.RunLimits;
import gradflow.model.settings.Iterative;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The limits of runs among fixed settings: they belong to no kind, and decide no number. */
final class LimitKeys {
    private LimitKeys() {}

    /** Those that a kind of experiment knows, by its default settings. */
    static List<String> of(Record defaults) {
        return defaults instanceof Iterative
                ? RunLimits.SETTINGS
                : RunLimits.SETTINGS.subList(0, 1);
    }

    /** Refuses a limit that would not be the same for all runs. */
    static void refuseIn(String place, Set<String> settings) {
        for (String key : RunLimits.SETTINGS) {
            Check.that(
                    !settings.contains(key),
                    "%s: %s is the same for all runs; it stands in fixed".formatted(place, key));
        }
    }

    /** The limits among settings. */
    static RunLimits limits(Map<String, JsonNode> fixed) {
        ObjectNode tree = Yaml.MAPPER.valueToTree(RunLimits.NONE);
        RunLimits.SETTINGS.stream()
                .filter(fixed::containsKey)
                .forEach(key -> tree.set(key, fixed.get(key)));
        return Yaml.convert(tree, RunLimits.class);
    }

    /** Settings without limits. */
    static Map<String, JsonNode> without(Map<String, JsonNode> fixed) {
        Map<String, JsonNode> rest = new LinkedHashMap<>(fixed);
        rest.keySet().removeAll(RunLimits.SETTINGS);
        return rest;
    }

    /** The limits among settings that are not off: what a manifest has to tell. */
    static Map<String, JsonNode> only(Map<String, JsonNode> fixed) {
        Map<String, JsonNode> limits = new LinkedHashMap<>(fixed);
        limits.keySet().retainAll(RunLimits.SETTINGS);
        limits.values().removeIf(value -> value.asDouble() == 0);
        return limits;
    }
}
