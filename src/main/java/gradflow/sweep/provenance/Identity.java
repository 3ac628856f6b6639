package gradflow.sweep.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.kernel.Arithmetic;
import gradflow.model.RunLimits;
import gradflow.plan.ExperimentSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What the bytes of a run depend on: the settings with everything that varies them, the program and
 * its libraries, and in fast arithmetic Java and the processor's kernels, too. Not what is
 * concluded from the runs: claims, baseline, question and durations may change between two runs of
 * one sweep. Runs with different identities must not end in one folder, for no single program would
 * make it again.
 *
 * @param tree all of that by key, so that what has changed can be named
 */
public record Identity(ObjectNode tree) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_THE_SETTINGS =
            List.of("type", "fixed", "grid", "nuisance", "tuning", "seeds");
    private static final int LONGEST_VALUE = 60;

    /** The identity of an experiment's runs in this process. */
    public static Identity of(ExperimentSpec spec) {
        ObjectNode tree = JSON.createObjectNode();
        for (String key : OF_THE_SETTINGS) {
            if (spec.resolved().has(key)) {
                tree.set(key, spec.resolved().get(key).deepCopy());
            }
        }
        if (tree.get("fixed") instanceof ObjectNode fixed) {
            // A run that has ended is what it is, whatever it might have taken.
            fixed.remove(RunLimits.SETTINGS);
        }
        tree.set("data", JSON.valueToTree(DataDigests.of(tree)));
        tree.put("program", Program.sha256());
        tree.set("libraries", JSON.valueToTree(Libraries.loaded()));
        if (Provenance.arithmetic(spec) == Arithmetic.FAST) {
            // Portable runs may be made by several machines.
            tree.put("jdk", Provenance.jdk());
            tree.put("openblas", NativeThreads.openBlas());
        }
        // Numbers become what they are when the text is read back.
        return of(tree.toString());
    }

    /**
     * The identity that was written.
     *
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static Identity of(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode tree) {
                return new Identity(tree);
            }
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable.getOriginalMessage(), unreadable);
        }
        throw new IllegalArgumentException("no identity: " + json);
    }

    /** The keys in their order, since run ids are made in the order of the grid. */
    public String json() {
        return tree.toString();
    }

    /** A short name for it. */
    public String hash() {
        return DigestUtils.sha256Hex(json());
    }

    /** The settings alone, whoever computes. */
    public Identity settings() {
        return new Identity(tree.deepCopy().retain(OF_THE_SETTINGS));
    }

    /**
     * What is different here, {@code fixed.hiddenSize was 64 and is 32}; nothing if all is alike.
     */
    public List<String> changesSince(Identity earlier) {
        List<String> changes = new ArrayList<>();
        compare("", earlier.tree, tree, changes);
        if (changes.isEmpty() && !earlier.json().equals(json())) {
            changes.add("the order of the settings in the grid is another one");
        }
        return changes;
    }

    private static void compare(
            String place, JsonNode earlier, JsonNode now, List<String> changes) {
        if (earlier.isObject() && now.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            earlier.fieldNames().forEachRemaining(keys::add);
            now.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                String below = place.isEmpty() ? key : place + "." + key;
                compare(below, earlier.path(key), now.path(key), changes);
            }
        } else if (earlier.isArray()
                && now.isArray()
                && earlier.size() == now.size()
                && (now.path(0).isObject() || earlier.path(0).isObject())) {
            for (int i = 0; i < now.size(); i++) {
                compare(place, earlier.get(i), now.get(i), changes);
            }
        } else if (!earlier.equals(now)) {
            changes.add("%s was %s and is %s".formatted(place, text(earlier), text(now)));
        }
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "not there";
        }
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
