package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings given on the command line: {@code key=value,key=value}. A value is written as in YAML
 * and may be a list: {@code seeds=[1,2],hiddenSize=32}.
 *
 * @param values by setting, in the order given
 */
public record Overrides(Map<String, JsonNode> values) {
    private static final Pattern NEXT = Pattern.compile(",(?=\\s*\\w+\\s*=)");
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+)\\s*=\\s*(.*?)\\s*");

    /** No overrides. */
    public static final Overrides NONE = new Overrides(Map.of());

    /**
     * Reads {@code key=value,…}.
     *
     * @param text such as {@code seeds=[1,2],hiddenSize=32}
     * @return the values by setting
     * @throws UserMistake if a part is not key=value, a key stands twice or a value is not YAML
     */
    public static Overrides parse(String text) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String part : NEXT.split(text, -1)) {
            Matcher pair = PAIR.matcher(part);
            Check.that(pair.matches(), "-Dset: '" + part + "' is not of the form key=value");
            String key = pair.group(1);
            Check.that(!pair.group(2).isEmpty(), "-Dset: " + key + " has no value");
            Check.that(!values.containsKey(key), "-Dset: " + key + " stands twice");
            try {
                values.put(key, Yaml.read(pair.group(2), JsonNode.class));
            } catch (UserMistake mistake) {
                throw mistake.in("-Dset: " + key);
            }
        }
        return new Overrides(values);
    }

    /** A mistake with what was probably meant: a list whose brackets are missing. */
    UserMistake withBrackets(UserMistake mistake) {
        return values.entrySet().stream()
                .filter(value -> value.getValue().asText().contains(","))
                .filter(value -> mistake.getMessage().contains(value.getValue().asText()))
                .findFirst()
                .map(
                        value ->
                                new UserMistake(
                                        "%s; did you mean -Dset=%s=[%s]?"
                                                .formatted(
                                                        mistake.getMessage(),
                                                        value.getKey(),
                                                        value.getValue().asText()),
                                        mistake))
                .orElse(mistake);
    }
}
