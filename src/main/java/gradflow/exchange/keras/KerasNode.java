package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * One layer of a Keras model as its configuration has it.
 *
 * @param file for messages
 * @param version that wrote the configuration
 * @param className such as {@code GRU}
 * @param name of the layer
 * @param config its options
 * @param input the name of the layer below; null for an input
 * @param mask the name of the operation whose result it is given as a mask; null for none
 */
record KerasNode(
        Path file,
        KerasVersion version,
        String className,
        String name,
        JsonNode config,
        String input,
        String mask) {

    /** Options that change neither what a layer computes nor how it is trained further. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "name",
                    "dtype",
                    "input_dtype",
                    "batch_input_shape",
                    "batch_shape",
                    "input_shape",
                    "input_length",
                    "input_dim",
                    "implementation",
                    "consume_less",
                    "unroll",
                    "unit_forget_bias",
                    "forget_bias_init",
                    "init",
                    "inner_init",
                    "seed",
                    "registered_name",
                    "module");

    @SuppressWarnings("AnnotateFormatMethod") // its annotations are not among the dependencies
    ModelFileException refused(String problem, Object... arguments) {
        return ModelFileException.of(
                file, "layer '%s' (%s): %s", name, className, problem.formatted(arguments));
    }

    /** The layer that a wrapper wraps, with the wrapper's name and input. */
    KerasNode inner(String field) throws ModelFileException {
        JsonNode layer = config.path(field);
        if (!layer.path("config").isObject() || !layer.path("class_name").isTextual()) {
            throw refused("has no layer in '%s'", field);
        }
        return new KerasNode(
                file,
                version,
                layer.get("class_name").asText(),
                name,
                layer.get("config"),
                input,
                mask);
    }

    /** A wrapped layer taken another way around. */
    KerasNode named(String other) {
        return new KerasNode(file, version, className, other, config, input, mask);
    }

    /** The first of some names that the configuration has, for names changed with Keras 2. */
    JsonNode option(String... names) {
        for (String option : names) {
            if (config.hasNonNull(option)) {
                return config.get(option);
            }
        }
        return config.path(names[0]);
    }

    int size(String... names) throws ModelFileException {
        JsonNode value = option(names);
        if (!value.isInt() || value.asInt() < 1) {
            throw refused("has %s = %s; needs an integer from 1", names[0], value);
        }
        return value.asInt();
    }

    boolean flag(boolean otherwise, String... names) throws ModelFileException {
        JsonNode value = option(names);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw refused("has %s = %s; needs true or false", names[0], value);
        }
        return value.asBoolean();
    }

    /** A share that is dropped, from 0 up to below 1. */
    double rate(String... names) throws ModelFileException {
        JsonNode value = option(names);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() < 1)) {
            throw refused("has %s = %s; needs 0 or more and less than 1", names[0], value);
        }
        return value.asDouble();
    }

    /**
     * Refuses every option that is set and is none of these: an option that nobody reads would make
     * another layer of this one.
     */
    void requireOnly(String... read) throws ModelFileException {
        Set<String> known = Set.copyOf(List.of(read));
        for (var fields = config.fields(); fields.hasNext(); ) {
            var option = fields.next();
            String key = option.getKey();
            boolean isRead =
                    known.contains(key)
                            || WITHOUT_EFFECT.contains(key)
                            || key.endsWith("_initializer");
            if (key.equals("trainable") && !option.getValue().asBoolean(true)) {
                throw refused("has trainable = false, which is not taken over; needs true");
            }
            if (!isRead && !key.equals("trainable") && isSet(option.getValue())) {
                throw refused("has %s = %s, which is not taken over", key, option.getValue());
            }
        }
    }

    private static boolean isSet(JsonNode value) {
        return !(value.isNull()
                || (value.isBoolean() && !value.asBoolean())
                || (value.isNumber() && value.asDouble() == 0)
                || (value.isContainerNode() && value.isEmpty()));
    }
}
