package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of an experiment. Axes are combined with each other, the first varying slowest;
 * the settings of one axis change together, so their lists are of one length.
 */
record Grid(List<Map<String, List<JsonNode>>> axes) {

    Grid {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Map<String, List<JsonNode>> axis : axes) {
            Check.that(!axis.isEmpty(), "grid: an axis is empty; it needs a setting with values");
            int length = axis.values().iterator().next().size();
            axis.forEach(
                    (setting, values) -> {
                        Check.that(
                                seen.put(setting, 1) == null,
                                "grid: " + setting + " stands on two axes; one is allowed");
                        Check.that(
                                !values.isEmpty(),
                                "grid: " + setting + " has no values; at least one is needed");
                        Check.that(
                                values.size() == length,
                                "grid: %s has %d values, but %d are needed: settings of one axis change together"
                                        .formatted(setting, values.size(), length));
                        values.forEach(value -> single(setting, value));
                    });
        }
    }

    private static void single(String setting, JsonNode value) {
        Check.that(
                value.isValueNode(),
                "grid: a value of %s has to be one word or number, not %s"
                        .formatted(setting, value));
    }

    /** The axes with those of the nuisances as the last, if there are any. */
    static Grid of(
            List<Map<String, List<JsonNode>>> axes, List<Map<String, List<JsonNode>>> nuisance) {
        List<Map<String, List<JsonNode>>> all = new ArrayList<>(axes);
        all.addAll(nuisance);
        return new Grid(all);
    }

    /** Each condition's settings and their values, in the order of the grid. */
    List<Map<String, JsonNode>> conditions() {
        List<Map<String, JsonNode>> conditions = List.of(Map.of());
        for (Map<String, List<JsonNode>> axis : axes) {
            List<Map<String, JsonNode>> longer = new ArrayList<>();
            for (Map<String, JsonNode> condition : conditions) {
                int length = axis.values().iterator().next().size();
                for (int i = 0; i < length; i++) {
                    Map<String, JsonNode> extended = new LinkedHashMap<>(condition);
                    for (Map.Entry<String, List<JsonNode>> setting : axis.entrySet()) {
                        extended.put(setting.getKey(), setting.getValue().get(i));
                    }
                    longer.add(extended);
                }
            }
            conditions = longer;
        }
        return conditions;
    }

    /** How many conditions there are; not a whole number where that is beyond long. */
    double size() {
        return axes.stream()
                .mapToDouble(axis -> axis.values().iterator().next().size())
                .reduce(1, (a, b) -> a * b);
    }

    boolean varies(String setting) {
        return axes.stream().anyMatch(axis -> axis.containsKey(setting));
    }

    /** The grid with other values for some of the settings that it varies. */
    Grid with(Map<String, List<JsonNode>> values) {
        return new Grid(axes.stream().map(axis -> with(axis, values)).toList());
    }

    /**
     * An axis with other values for some of its settings.
     *
     * @throws UserMistake if settings that stay have more or fewer values than those that change
     */
    private static Map<String, List<JsonNode>> with(
            Map<String, List<JsonNode>> axis, Map<String, List<JsonNode>> values) {
        Map<String, List<JsonNode>> copy = new LinkedHashMap<>(axis);
        copy.replaceAll(values::getOrDefault);
        List<String> changed = axis.keySet().stream().filter(values::containsKey).toList();
        List<String> kept = axis.keySet().stream().filter(s -> !values.containsKey(s)).toList();
        if (!changed.isEmpty() && !kept.isEmpty()) {
            int length = copy.get(changed.get(0)).size();
            Check.that(
                    copy.get(kept.get(0)).size() == length || length == 0,
                    "%s changes together with %s; give %d value%s to each, for example %s"
                            .formatted(
                                    String.join(", ", changed),
                                    String.join(", ", kept),
                                    length,
                                    length == 1 ? "" : "s",
                                    example(axis, copy, changed)));
        }
        return copy;
    }

    /** Settings that stay get what they had beside the new values, or their first value. */
    private static String example(
            Map<String, List<JsonNode>> axis,
            Map<String, List<JsonNode>> copy,
            List<String> changed) {
        List<JsonNode> before = axis.get(changed.get(0));
        List<String> parts = new ArrayList<>();
        copy.forEach(
                (setting, values) -> {
                    List<String> texts =
                            changed.contains(setting)
                                    ? values.stream().map(JsonNode::asText).toList()
                                    : copy.get(changed.get(0)).stream()
                                            .map(value -> Math.max(0, before.indexOf(value)))
                                            .map(i -> axis.get(setting).get(i).asText())
                                            .toList();
                    parts.add(
                            setting
                                    + "="
                                    + (texts.size() == 1
                                            ? texts.get(0)
                                            : "[" + String.join(",", texts) + "]"));
                });
        return String.join(",", parts);
    }
}
