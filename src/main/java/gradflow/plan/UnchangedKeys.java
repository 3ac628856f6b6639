package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.model.settings.ToldIfChanged;

/** Settings that a manifest leaves out where they are at their defaults. */
final class UnchangedKeys {
    private UnchangedKeys() {}

    /** Takes them out of a tree of settings. */
    static void removeFrom(ObjectNode settings, Record defaults) {
        if (defaults instanceof ToldIfChanged quiet) {
            ObjectNode unchanged = Yaml.MAPPER.valueToTree(defaults);
            for (String key : quiet.toldIfChanged()) {
                if (settings.has(key) && areEqual(settings.get(key), unchanged.get(key))) {
                    settings.remove(key);
                }
            }
        }
    }

    private static boolean areEqual(JsonNode one, JsonNode two) {
        if (one.isNumber() && two.isNumber()) {
            return one.decimalValue().compareTo(two.decimalValue()) == 0;
        }
        return one.equals(two);
    }
}
