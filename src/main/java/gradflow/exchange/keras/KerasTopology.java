package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The layers of a Keras model and what feeds what, from the configuration of a Sequential or
 * functional model of any version.
 *
 * @param nodes every layer, each behind the one below it
 * @param inputs names of inputs in the model's order
 * @param outputs names of outputs in the model's order
 */
record KerasTopology(List<KerasNode> nodes, List<String> inputs, List<String> outputs) {
    static final String INPUT = "InputLayer";

    static KerasTopology of(KerasFile file) throws ModelFileException {
        Reader reader = new Reader(file.path(), file.version());
        String kind = file.model().path("class_name").asText();
        JsonNode config = file.model().path("config");
        return switch (kind) {
            case "Sequential" -> reader.sequential(config);
            case "Model", "Functional" -> reader.functional(config);
            default ->
                    throw ModelFileException.of(
                            file.path(),
                            "holds a '%s'; needs a Sequential or functional model",
                            kind);
        };
    }

    private record Reader(Path file, KerasVersion version) {

        KerasTopology sequential(JsonNode config) throws ModelFileException {
            JsonNode layers = config.isArray() ? config : config.path("layers");
            List<KerasNode> nodes = new ArrayList<>();
            String below = null;
            for (JsonNode layer : layers) {
                KerasNode node = node(layer, below, null);
                if (below == null && !node.className().equals(INPUT)) {
                    KerasNode input = implicitInput(node, config.path("build_input_shape"));
                    nodes.add(input);
                    node = node(layer, input.name(), null);
                } else if (below != null && node.className().equals(INPUT)) {
                    throw node.refused("is not the first layer");
                }
                nodes.add(node);
                below = node.name();
            }
            if (nodes.size() < 2) {
                throw ModelFileException.of(file, "has no layers");
            }
            requireOneOfEachName(nodes);
            return new KerasTopology(nodes, List.of(nodes.get(0).name()), List.of(below));
        }

        private KerasNode implicitInput(KerasNode first, JsonNode built) {
            var config = org.nd4j.shade.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            JsonNode shape = first.option("batch_input_shape", "batch_shape");
            config.set("batch_shape", shape.isArray() ? shape : built);
            return new KerasNode(file, version, INPUT, first.name() + "_input", config, null, null);
        }

        KerasTopology functional(JsonNode config) throws ModelFileException {
            Map<String, KerasNode> waiting = new LinkedHashMap<>();
            for (JsonNode layer : config.path("layers")) {
                KerasCall call = KerasCall.of(file, layer);
                KerasNode node = node(layer, call.input(), call.mask());
                if (waiting.put(node.name(), node) != null) {
                    throw node.refused("is there twice");
                }
            }
            List<KerasNode> ordered = new ArrayList<>();
            Set<String> done = new LinkedHashSet<>();
            boolean moved = true;
            while (moved) {
                moved = false;
                for (KerasNode node : List.copyOf(waiting.values())) {
                    if ((node.input() == null || done.contains(node.input()))
                            && (node.mask() == null || done.contains(node.mask()))) {
                        ordered.add(node);
                        done.add(node.name());
                        waiting.remove(node.name());
                        moved = true;
                    }
                }
            }
            if (!waiting.isEmpty()) {
                KerasNode node = waiting.values().iterator().next();
                throw node.refused("takes '%s', which does not lead to an input", node.input());
            }
            List<String> inputs = names(config, "input_layers", done);
            for (KerasNode node : ordered) {
                if (node.className().equals(INPUT) != inputs.contains(node.name())) {
                    throw node.refused("takes nothing and is no input, or takes something as one");
                }
            }
            return new KerasTopology(ordered, inputs, names(config, "output_layers", done));
        }

        private static void requireOneOfEachName(List<KerasNode> nodes) throws ModelFileException {
            Set<String> names = new LinkedHashSet<>();
            for (KerasNode node : nodes) {
                if (!names.add(node.name())) {
                    throw node.refused("is there twice");
                }
            }
        }

        private KerasNode node(JsonNode layer, String input, String mask)
                throws ModelFileException {
            JsonNode config = layer.path("config");
            String name = config.path("name").asText(layer.path("name").asText());
            String kind = layer.path("class_name").asText();
            if (!config.isObject() || name.isEmpty() || kind.isEmpty()) {
                throw ModelFileException.of(
                        file, "has a layer without class_name, config or name: %s", layer);
            }
            return new KerasNode(file, version, kind, name, config, input, mask);
        }

        /** Names of [[name, 0, 0], …], or of [name, 0, 0] where there is one. */
        private List<String> names(JsonNode config, String field, Set<String> known)
                throws ModelFileException {
            JsonNode list = config.path(field);
            List<String> names = new ArrayList<>();
            if (list.path(0).isTextual()) {
                names.add(KerasCall.tensor(file, list));
            } else {
                for (JsonNode tensor : list) {
                    names.add(KerasCall.tensor(file, tensor));
                }
            }
            if (names.isEmpty() || !known.containsAll(names)) {
                throw ModelFileException.of(file, "has %s %s; needs names of layers", field, list);
            }
            return names;
        }
    }
}
