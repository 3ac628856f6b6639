package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.Unmasked;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The graph that is made of a Keras model: its layers so far, what they give, their weights. */
final class KerasGraph {
    private final List<String> inputs;
    private final GraphBuilder builder;
    private final Map<String, KerasTensor> tensors = new LinkedHashMap<>();
    private final Map<String, KerasTensor.Mask> operations = new LinkedHashMap<>();
    private final Map<String, Consumer<Map<String, INDArray>>> weights = new LinkedHashMap<>();

    KerasGraph(List<String> inputs, DataType type) {
        this.inputs = inputs;
        builder = new NeuralNetConfiguration.Builder().dataType(type).graphBuilder();
        builder.addInputs(inputs);
    }

    List<String> inputs() {
        return inputs;
    }

    boolean isLayer(String name) {
        return tensors.containsKey(name) && !inputs.contains(name);
    }

    /** What the layer below a node gives. */
    KerasTensor below(KerasNode node) throws ModelFileException {
        KerasTensor tensor = node.input() == null ? null : tensors.get(node.input());
        if (tensor == null) {
            throw node.refused("takes '%s', which is no layer", node.input());
        }
        return tensor;
    }

    /** The sequence that the layer below a node gives, under the node's mask. */
    KerasTensor sequence(KerasNode node) throws ModelFileException {
        KerasTensor below = below(node);
        if (below.rank() == 2) {
            throw node.refused("takes [batch, size]; needs [batch, time, size]");
        }
        if (node.mask() != null && !operations.get(node.mask()).equals(below.mask())) {
            throw node.refused("has a mask that is not that of its input");
        }
        return below;
    }

    void requireInput(KerasNode node) throws ModelFileException {
        if (!inputs.contains(node.input())) {
            throw node.refused("masks '%s'; needs to mask an input", node.input());
        }
    }

    void layer(String name, Layer layer, String input) {
        builder.addLayer(name, layer, input);
    }

    /** A layer that computes hidden steps like all others. */
    void unmasked(String name, Layer layer, String input, KerasTensor below) {
        layer(name, below.mask() == null ? layer : new Unmasked(layer, false), input);
    }

    void vertex(String name, GraphVertex vertex, String... below) {
        builder.addVertex(name, vertex, below);
    }

    void gives(String name, KerasTensor tensor) {
        tensors.put(name, tensor);
    }

    /** A mask of an input that the model computes by itself. */
    void masks(String name, KerasTensor.Mask mask) {
        operations.put(name, mask);
    }

    KerasTensor.Mask operation(String name) {
        return operations.get(name);
    }

    /** What sets the parameters of a layer once there are any. */
    void weights(String name, Consumer<Map<String, INDArray>> assignment) {
        weights.put(name, assignment);
    }

    ComputationGraph network(List<String> outputs) {
        builder.setOutputs(outputs.toArray(String[]::new));
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        weights.forEach(
                (name, assignment) -> assignment.accept(network.getLayer(name).paramTable()));
        return network;
    }

    /** The one mask that layers take of an input; null for none. */
    KerasTensor.Mask mask(Path file, String input) throws ModelFileException {
        KerasTensor.Mask found = null;
        for (KerasTensor tensor : tensors.values()) {
            KerasTensor.Mask mask = tensor.mask();
            if (mask != null && mask.input().equals(input)) {
                if (found != null && !found.equals(mask)) {
                    throw ModelFileException.of(file, "masks the input '%s' in two ways", input);
                }
                found = mask;
            }
        }
        return found;
    }
}
