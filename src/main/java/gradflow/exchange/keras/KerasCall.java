package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * What a layer of a functional model is called with.
 *
 * @param input the layer whose output it takes; null for none
 * @param mask the operation that gives its mask; null for none
 */
record KerasCall(String input, String mask) {

    static KerasCall of(Path file, JsonNode layer) throws ModelFileException {
        JsonNode nodes = layer.path("inbound_nodes");
        String name = layer.path("name").asText();
        if (nodes.isEmpty()) {
            return new KerasCall(null, null);
        }
        if (nodes.size() != 1) {
            throw ModelFileException.of(
                    file, "layer '%s' is used %d times; needs once", name, nodes.size());
        }
        JsonNode call = nodes.get(0);
        return call.isObject() ? newer(file, name, call) : older(file, name, call);
    }

    /** Keras 3: {args: [tensor], kwargs: {mask: tensor}}. */
    private static KerasCall newer(Path file, String name, JsonNode call)
            throws ModelFileException {
        List<String> inputs = new ArrayList<>();
        for (JsonNode argument : call.path("args")) {
            if (argument.isContainerNode()) {
                inputs.add(history(file, name, argument));
            }
        }
        String mask = null;
        for (var given = call.path("kwargs").fields(); given.hasNext(); ) {
            var argument = given.next();
            if (argument.getKey().equals("mask") && argument.getValue().isObject()) {
                mask = history(file, name, argument.getValue());
            } else if (argument.getValue().isContainerNode()) {
                throw ModelFileException.of(
                        file,
                        "layer '%s' is called with %s, which is not taken over",
                        name,
                        argument.getKey());
            }
        }
        return new KerasCall(one(file, name, inputs), mask);
    }

    private static String history(Path file, String name, JsonNode argument)
            throws ModelFileException {
        JsonNode history = argument.path("config").path("keras_history");
        if (!history.isArray()) {
            throw ModelFileException.of(
                    file, "layer '%s' is called with %s; needs one tensor", name, argument);
        }
        return tensor(file, history);
    }

    /** Keras 1 and 2: [[name, 0, 0, {}]]. */
    private static KerasCall older(Path file, String name, JsonNode call)
            throws ModelFileException {
        List<String> inputs = new ArrayList<>();
        if (call.path(0).isTextual()) {
            inputs.add(tensor(file, call));
        } else {
            for (JsonNode tensor : call) {
                inputs.add(tensor(file, tensor));
            }
        }
        return new KerasCall(one(file, name, inputs), null);
    }

    private static String one(Path file, String name, List<String> inputs)
            throws ModelFileException {
        if (inputs.size() != 1) {
            throw ModelFileException.of(
                    file, "layer '%s' takes %d inputs, %s; needs one", name, inputs.size(), inputs);
        }
        return inputs.get(0);
    }

    /** The layer of [name, node, tensor, arguments]. */
    static String tensor(Path file, JsonNode tensor) throws ModelFileException {
        boolean isFirst = tensor.path(1).asInt(-1) == 0 && tensor.path(2).asInt(-1) == 0;
        if (!tensor.path(0).isTextual() || !isFirst || !tensor.path(3).isEmpty()) {
            throw ModelFileException.of(
                    file, "has a tensor %s; needs [name of a layer, 0, 0]", tensor);
        }
        return tensor.get(0).asText();
    }
}
