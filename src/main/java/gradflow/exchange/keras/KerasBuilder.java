package gradflow.exchange.keras;

import gradflow.exchange.KerasModel;
import gradflow.exchange.ModelFileException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Makes a graph of the layers of a Keras model, and then gives it its weights. */
public final class KerasBuilder {
    private final KerasFile file;
    private final KerasTopology topology;
    private final KerasArrays arrays;
    private final KerasGraph graph;
    private final KerasPlainLayers plain;
    private final KerasRecurrentLayers recurrent;

    /**
     * Reads what the model consists of.
     *
     * @param file a Keras model
     * @param type of the network
     * @throws ModelFileException if the model has a form that is not read
     */
    public KerasBuilder(KerasFile file, DataType type) throws ModelFileException {
        this.file = file;
        topology = KerasTopology.of(file);
        arrays = new KerasArrays(file);
        graph = new KerasGraph(topology.inputs(), type);
        plain = new KerasPlainLayers(graph, arrays);
        recurrent = new KerasRecurrentLayers(graph, arrays);
    }

    /**
     * Builds the network.
     *
     * @return the model with its weights
     * @throws ModelFileException if a layer is none that is read, or its weights do not fit
     */
    public KerasModel model() throws ModelFileException {
        for (KerasNode node : topology.nodes()) {
            arrays.count(node);
        }
        for (KerasNode node : topology.nodes()) {
            add(node);
        }
        for (String output : topology.outputs()) {
            if (!graph.isLayer(output)) {
                throw ModelFileException.of(
                        file.path(), "has an output '%s' that is no layer", output);
            }
        }
        ComputationGraph network = graph.network(topology.outputs());
        List<KerasTensor.Mask> masks = new ArrayList<>();
        for (String input : topology.inputs()) {
            masks.add(graph.mask(file.path(), input));
        }
        return new KerasModel(network, masks);
    }

    private void add(KerasNode node) throws ModelFileException {
        if (KerasCell.isCell(node.className())) {
            recurrent.recurrent(node);
            return;
        }
        switch (node.className()) {
            case KerasTopology.INPUT -> input(node);
            case "Masking" -> plain.masking(node);
            case "Embedding" -> plain.embedding(node);
            case "Dropout" -> plain.dropout(node);
            case "Dense" -> plain.dense(node, node, "");
            case "TimeDistributed" -> plain.timeDistributed(node);
            case "Bidirectional" -> recurrent.bidirectional(node);
            case "NotEqual", "Any" -> operation(node);
            default ->
                    throw node.refused(
                            "is not read; needs InputLayer, Masking, SimpleRNN, LSTM, GRU,"
                                    + " Bidirectional, Dropout, Dense, TimeDistributed or Embedding");
        }
    }

    private void input(KerasNode node) throws ModelFileException {
        JsonNode shape = node.option("batch_shape", "batch_input_shape");
        int rank = shape.size();
        if (rank > 3) {
            throw node.refused("has shape %s; needs [batch, time, size] or less", shape);
        }
        int size = rank == 0 ? 0 : shape.get(rank - 1).asInt(0);
        graph.gives(node.name(), new KerasTensor(rank, size, null));
    }

    /** What Keras 3 writes into functional models beside Masking and Embedding. */
    private void operation(KerasNode node) throws ModelFileException {
        KerasTensor.Mask known = graph.operation(node.input());
        if (node.className().equals("NotEqual") && topology.inputs().contains(node.input())) {
            for (KerasNode other : topology.nodes()) {
                boolean isTokens = other.className().equals("Embedding");
                if (node.input().equals(other.input())
                        && (isTokens || other.className().equals("Masking"))) {
                    double value = other.option("mask_value").asDouble(0);
                    known = new KerasTensor.Mask(node.input(), value, isTokens);
                }
            }
        }
        if (known == null) {
            throw node.refused("is no mask of an input; needs to be one");
        }
        graph.masks(node.name(), known);
    }
}
