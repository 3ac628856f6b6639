package gradflow.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.Check;
import gradflow.mistake.Decimal;
import gradflow.mistake.UserMistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A sentence about a measured number that can turn out wrong.
 *
 * @param id unique in its experiment
 * @param note number of the teaching note's claim that it belongs to, 1 … 13; null for a claim of
 *     our own
 * @param bears on which side of the note it stands; null without one
 * @param says the sentence
 * @param column of runs.csv
 * @param condition values of grid settings (one, or a list of them); a setting that is left out
 *     stands for all its values, and the claim for all conditions that match
 * @param relation how the number should lie to the value
 * @param value what the number, or the comparison with {@code versus}, is measured by; 0 for a
 *     difference and 1 for a ratio unless given
 * @param versus values of grid settings; each run is compared with the one that has these values,
 *     its own in all other settings and its seed
 * @param compare what is made of the two numbers
 * @param margin by how much at least (or, within, at most); 0 or above
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Claim(
        String id,
        Integer note,
        Bearing bears,
        String says,
        String column,
        Map<String, JsonNode> condition,
        Relation relation,
        Double value,
        Map<String, JsonNode> versus,
        Comparison compare,
        Double margin) {

    /** Notes that the teaching text makes. */
    private static final int NOTES = 13;

    /**
     * Checks what can be checked without the experiment.
     *
     * @throws UserMistake with the claim's id and what is allowed
     */
    public Claim {
        Check.that(id != null, "a claim needs an id");
        Check.that(
                id.matches("[a-z0-9][a-z0-9-]*"),
                "claim '" + id + "': an id is made of a-z, 0-9 and '-'");
        condition = copy(condition);
        versus = copy(versus);
        Check.that(
                note == null || (note >= 1 && note <= NOTES),
                "claim '%s': note must be between 1 and %d, not %d".formatted(id, NOTES, note));
        Check.that(
                note != null || bears == null,
                "claim '" + id + "': bears needs the note that it is about");
        bears = note != null && bears == null ? Bearing.FOR : bears;
        required(id, "says", says);
        required(id, "column", column);
        required(id, "relation", relation);
        Check.that(
                value != null || !versus.isEmpty(),
                "claim '" + id + "': needs a value, or versus and another condition");
        Check.that(
                compare == null || !versus.isEmpty(),
                "claim '" + id + "': compare needs versus and another condition");
        compare = compare == null && !versus.isEmpty() ? Comparison.DIFFERENCE : compare;
        value = value == null ? Double.valueOf(compare.neutral()) : value;
        Check.that(
                Double.isFinite(value), "claim '" + id + "': value must be a number, not " + value);
        margin = margin == null ? Double.valueOf(0) : margin;
        Check.that(
                margin >= 0 && Double.isFinite(margin),
                "claim '" + id + "': margin must be a number of 0 or above, not " + margin);
        for (Map.Entry<String, JsonNode> setting : versus.entrySet()) {
            Check.that(
                    setting.getValue().isValueNode(),
                    "claim '%s': versus: %s needs one value".formatted(id, setting.getKey()));
        }
    }

    /**
     * Whether the claim is about the condition with these values of the grid's settings.
     *
     * @param factors a condition's values by setting of the grid
     * @return whether each setting of {@code condition} has one of the values that are named
     */
    public boolean concerns(Map<String, String> factors) {
        return condition.entrySet().stream()
                .allMatch(
                        setting ->
                                values(setting.getValue()).stream()
                                        .anyMatch(
                                                value ->
                                                        same(
                                                                value,
                                                                factors.get(setting.getKey()))));
    }

    /**
     * Whether {@code other} is what the condition with these values is compared with.
     *
     * @param factors the condition's values by setting of the grid
     * @param other another condition's values
     * @return whether it has the values of {@code versus} and the condition's own in all other
     *     settings
     */
    public boolean compares(Map<String, String> factors, Map<String, String> other) {
        return other.entrySet().stream()
                .allMatch(
                        factor -> {
                            JsonNode wanted = versus.get(factor.getKey());
                            return wanted == null
                                    ? factor.getValue().equals(factors.get(factor.getKey()))
                                    : same(wanted.asText(), factor.getValue());
                        });
    }

    /**
     * The condition in one line, for people.
     *
     * @return such as {@code cell=LSTM|GRU, gateBias=5}
     */
    public String conditionText() {
        return text(condition);
    }

    /**
     * What it is compared with in one line, for people; empty for none.
     *
     * @return such as {@code ratio to activation=sigmoid}
     */
    public String versusText() {
        return versus.isEmpty()
                ? ""
                : (compare == Comparison.RATIO ? "ratio to " : "difference from ") + text(versus);
    }

    /**
     * The texts of a node, or of every element of a list.
     *
     * @return in the order of the file
     */
    public static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(value -> values.add(value.asText()));
        } else {
            values.add(node.asText());
        }
        return values;
    }

    /**
     * Whether two texts are one word or one number: 1, 1.0 and 1e0 are one value.
     *
     * @param one a word or number
     * @param other a word or number, or null
     * @return whether they are equal as texts or as decimal numbers
     */
    public static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        OptionalDouble a = Decimal.parse(one);
        OptionalDouble b = other == null ? OptionalDouble.empty() : Decimal.parse(other);
        return a.isPresent() && b.isPresent() && a.getAsDouble() == b.getAsDouble();
    }

    private static String text(Map<String, JsonNode> settings) {
        return settings.entrySet().stream()
                .map(s -> s.getKey() + "=" + String.join("|", values(s.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, JsonNode> copy(Map<String, JsonNode> settings) {
        return settings == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    private static void required(String id, String key, Object value) {
        Check.that(value != null, "claim '" + id + "': the key '" + key + "' is missing");
    }
}
