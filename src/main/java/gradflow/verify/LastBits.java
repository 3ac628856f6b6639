package gradflow.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the last bits of results depend on beside the program: with portable arithmetic nothing,
 * with fast arithmetic the kernels that OpenBLAS chose, thread counts, the environment variables
 * that set them, and Java.
 */
final class LastBits {
    private static final String KEY = "arithmetic";
    private static final String FAST = "fast";
    private static final List<String> FACTS =
            List.of("openblas", "threads_per_run", "environment", "jdk");

    private LastBits() {}

    /**
     * The facts that differ between two manifests, each in words; none if results have to be the
     * same bytes. What an older manifest does not record may differ.
     */
    static List<String> differences(JsonNode reference, JsonNode other) {
        List<String> differences = new ArrayList<>();
        String one = reference.path(KEY).asText(FAST);
        String two = other.path(KEY).asText(FAST);
        if (!one.equals(two)) {
            differences.add("%s: %s, now %s".formatted(KEY, one, two));
        }
        if (one.equals(FAST) || two.equals(FAST)) {
            FACTS.forEach(
                    fact -> compare(fact, reference.path(fact), other.path(fact), differences));
        }
        return differences;
    }

    private static void compare(
            String name, JsonNode reference, JsonNode other, List<String> differences) {
        if (reference.isObject() && other.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            reference.fieldNames().forEachRemaining(keys::add);
            other.fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> compare(key, reference.path(key), other.path(key), differences));
        } else if (!reference.equals(other)) {
            differences.add("%s: %s, now %s".formatted(name, text(reference), text(other)));
        }
    }

    private static String text(JsonNode fact) {
        return fact.isMissingNode() ? "not recorded" : fact.isNull() ? "not set" : fact.asText();
    }
}
