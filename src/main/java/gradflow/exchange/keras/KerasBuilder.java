package gradflow.exchange.keras;

import gradflow.exchange.KerasMasking;
import gradflow.exchange.KerasModel;
import gradflow.exchange.KerasRnn;
import gradflow.exchange.LayerParameters;
import gradflow.exchange.ModelFileException;
import gradflow.exchange.Unmasked;
import gradflow.exchange.file.Hdf5.Numbers;
import gradflow.layer.RecurrentCellLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Makes a graph of the layers of a Keras model, and then gives it its weights. */
public final class KerasBuilder {
    private final KerasFile file;
    private final KerasTopology topology;
    private final KerasArrays arrays;
    private final GraphBuilder graph;
    private final Map<String, KerasTensor> tensors = new LinkedHashMap<>();
    private final Map<String, KerasTensor.Mask> operations = new LinkedHashMap<>();
    private final List<Weighted> weighted = new ArrayList<>();

    /** Weights that a layer of the graph is to get. */
    private interface Assignment {
        void to(Map<String, INDArray> views);
    }

    private record Weighted(String name, Assignment assignment) {}

    public KerasBuilder(KerasFile file, DataType type) throws ModelFileException {
        this.file = file;
        topology = KerasTopology.of(file);
        arrays = new KerasArrays(file);
        graph = new NeuralNetConfiguration.Builder().dataType(type).graphBuilder();
    }

    public KerasModel model() throws ModelFileException {
        graph.addInputs(topology.inputs());
        for (KerasNode node : topology.nodes()) {
            arrays.count(node);
        }
        for (KerasNode node : topology.nodes()) {
            add(node);
        }
        for (String output : topology.outputs()) {
            if (topology.inputs().contains(output) || !tensors.containsKey(output)) {
                throw ModelFileException.of(
                        file.path(), "has an output '%s' that is no layer", output);
            }
        }
        graph.setOutputs(topology.outputs().toArray(String[]::new));
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        for (Weighted one : weighted) {
            one.assignment().to(network.getLayer(one.name()).paramTable());
        }
        List<KerasTensor.Mask> masks = new ArrayList<>();
        for (String input : topology.inputs()) {
            masks.add(mask(input));
        }
        return new KerasModel(network, masks);
    }

    /** The one mask that layers take of an input; null for none. */
    private KerasTensor.Mask mask(String input) throws ModelFileException {
        KerasTensor.Mask found = null;
        for (KerasTensor tensor : tensors.values()) {
            KerasTensor.Mask mask = tensor.mask();
            if (mask != null && mask.input().equals(input)) {
                if (found != null && !found.equals(mask)) {
                    throw ModelFileException.of(
                            file.path(), "masks the input '%s' in two ways", input);
                }
                found = mask;
            }
        }
        return found;
    }

    private void add(KerasNode node) throws ModelFileException {
        if (KerasCell.isCell(node.className())) {
            recurrent(node);
            return;
        }
        switch (node.className()) {
            case KerasTopology.INPUT -> input(node);
            case "Masking" -> masking(node);
            case "Embedding" -> embedding(node);
            case "Dropout" -> dropout(node);
            case "Dense" -> dense(node, node, "");
            case "TimeDistributed" -> timeDistributed(node);
            case "Bidirectional" -> bidirectional(node);
            case "NotEqual", "Any" -> operation(node);
            default ->
                    throw node.refused(
                            "is not read; needs InputLayer, Masking, SimpleRNN, LSTM, GRU,"
                                    + " Bidirectional, Dropout, Dense, TimeDistributed or Embedding");
        }
    }

    private KerasTensor below(KerasNode node) throws ModelFileException {
        KerasTensor tensor = node.input() == null ? null : tensors.get(node.input());
        if (tensor == null) {
            throw node.refused("takes '%s', which is no layer", node.input());
        }
        return tensor;
    }

    private KerasTensor sequence(KerasNode node) throws ModelFileException {
        KerasTensor below = below(node);
        if (below.rank() == 2) {
            throw node.refused("takes [batch, size]; needs [batch, time, size]");
        }
        if (node.mask() != null && !operations.get(node.mask()).equals(below.mask())) {
            throw node.refused("has a mask that is not that of its input");
        }
        return below;
    }

    private void requireSize(KerasNode node, KerasTensor below, long size)
            throws ModelFileException {
        if (below.size() != 0 && below.size() != size) {
            throw node.refused("has weights for inputs of size %d; needs %d", size, below.size());
        }
    }

    private void input(KerasNode node) throws ModelFileException {
        JsonNode shape = node.option("batch_shape", "batch_input_shape");
        int rank = shape.size();
        if (rank > 3) {
            throw node.refused("has shape %s; needs [batch, time, size] or less", shape);
        }
        int size = rank == 0 ? 0 : shape.get(rank - 1).asInt(0);
        tensors.put(node.name(), new KerasTensor(rank, size, null));
    }

    private void masking(KerasNode node) throws ModelFileException {
        node.requireOnly("mask_value");
        KerasTensor below = sequence(node);
        requireInput(node);
        double value = node.option("mask_value").asDouble(0);
        graph.addLayer(node.name(), new KerasMasking(value), node.input());
        var mask = new KerasTensor.Mask(node.input(), value, false);
        tensors.put(node.name(), new KerasTensor(3, below.size(), mask));
    }

    private void requireInput(KerasNode node) throws ModelFileException {
        if (!topology.inputs().contains(node.input())) {
            throw node.refused("masks '%s'; needs to mask an input", node.input());
        }
    }

    /** What Keras 3 writes into functional models beside Masking and Embedding. */
    private void operation(KerasNode node) throws ModelFileException {
        KerasTensor.Mask known = operations.get(node.input());
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
        operations.put(node.name(), known);
    }

    private void embedding(KerasNode node) throws ModelFileException {
        node.requireOnly("input_dim", "output_dim", "mask_zero");
        if (below(node).rank() == 3) {
            throw node.refused("takes [batch, time, size]; needs [batch, time]");
        }
        requireInput(node);
        int words = node.size("input_dim");
        int size = node.size("output_dim");
        Map<String, Numbers> found = arrays.of(node, 0, 1, "", "embeddings");
        Numbers table = found.containsKey("W") ? found.get("W") : found.get("embeddings");
        requireShape(node, table, (long) words, (long) size);
        boolean isMasked = node.flag(false, "mask_zero");
        EmbeddingSequenceLayer layer =
                new EmbeddingSequenceLayer.Builder()
                        .nIn(words)
                        .nOut(size)
                        .hasBias(false)
                        .inferInputLength(true)
                        .outputDataFormat(RNNFormat.NWC)
                        .build();
        graph.addLayer(node.name(), isMasked ? new Unmasked(layer, false) : layer, node.input());
        weighted.add(new Weighted(node.name(), views -> assign(views.get("W"), table.values())));
        var mask = isMasked ? new KerasTensor.Mask(node.input(), 0, true) : null;
        tensors.put(node.name(), new KerasTensor(3, size, mask));
    }

    private void dropout(KerasNode node) throws ModelFileException {
        node.requireOnly("rate", "p");
        KerasTensor below = below(node);
        Layer layer = new DropoutLayer(1 - node.rate("rate", "p"));
        addUnmasked(node.name(), layer, node.input(), below);
        tensors.put(node.name(), below);
    }

    private void addUnmasked(String name, Layer layer, String input, KerasTensor below) {
        graph.addLayer(name, below.mask() == null ? layer : new Unmasked(layer, false), input);
    }

    private void timeDistributed(KerasNode node) throws ModelFileException {
        node.requireOnly("layer");
        KerasTensor below = sequence(node);
        KerasNode inner = node.inner("layer");
        switch (inner.className()) {
            case "Dense" -> dense(node, inner, "layer");
            case "Dropout" -> {
                inner.requireOnly("rate", "p");
                Layer layer = new DropoutLayer(1 - inner.rate("rate", "p"));
                addUnmasked(node.name(), layer, node.input(), below);
                tensors.put(node.name(), below);
            }
            default -> throw node.refused("wraps a %s; needs Dense or Dropout", inner.className());
        }
    }

    private void dense(KerasNode outer, KerasNode node, String inside) throws ModelFileException {
        node.requireOnly("units", "output_dim", "activation", "use_bias", "bias");
        KerasTensor below = below(outer);
        int units = node.size("units", "output_dim");
        boolean hasBias = node.flag(true, "use_bias", "bias");
        Map<String, Numbers> found = arrays.of(outer, 0, 1, inside, "kernel", "bias");
        Numbers kernel = found.containsKey("W") ? found.get("W") : found.get("kernel");
        Numbers bias = found.containsKey("b") ? found.get("b") : found.get("bias");
        long inputs = kernel == null || kernel.shape().isEmpty() ? 0 : kernel.shape().get(0);
        requireShape(node, kernel, inputs, (long) units);
        requireSize(node, below, inputs);
        if (hasBias) {
            requireShape(node, bias, (long) units);
        }
        DenseLayer layer =
                new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(units)
                        .hasBias(hasBias)
                        .activation(KerasActivations.of(node, "activation"))
                        .build();
        boolean isSequence = below.rank() == 3 || !inside.isEmpty();
        Layer whole = isSequence ? new Unmasked(layer, true) : layer;
        graph.addLayer(outer.name(), whole, outer.input());
        weighted.add(
                new Weighted(
                        outer.name(),
                        views -> {
                            assign(views.get("W"), kernel.values());
                            if (hasBias) {
                                assign(views.get("b"), bias.values());
                            }
                        }));
        tensors.put(outer.name(), new KerasTensor(isSequence ? 3 : 2, units, below.mask()));
    }

    private void recurrent(KerasNode node) throws ModelFileException {
        KerasCell cell = KerasCell.of(node);
        var found = arrays.of(node, 0, 1, "cell", "kernel", "recurrent_kernel", "bias");
        KerasTensor below = sequence(node);
        add(node.name(), cell, new KerasLayout(cell, node, found), below, false);
        tensors.put(node.name(), output(cell, below, cell.units()));
    }

    private static KerasTensor output(KerasCell cell, KerasTensor below, int size) {
        return new KerasTensor(
                cell.sequences() ? 3 : 2, size, cell.sequences() ? below.mask() : null);
    }

    private void add(
            String name, KerasCell cell, KerasLayout layout, KerasTensor below, boolean turned)
            throws ModelFileException {
        KerasNode node = cell.node();
        if (cell.isStateful() && below.mask() != null) {
            throw node.refused(
                    "is stateful and masked, which is not taken over; needs one of them");
        }
        if (cell.zeroed() && !cell.sequences() && below.mask() != null) {
            throw node.refused("has zero_output_for_mask for its last step; needs false");
        }
        LayerParameters parameters = layout.parameters();
        requireSize(node, below, parameters.inputSize());
        RecurrentCellLayer layer = cell.layer(parameters.inputSize());
        boolean isPlain = below.mask() == null && !cell.backwards();
        Layer whole;
        if (isPlain && cell.sequences()) {
            whole = layer;
        } else if (isPlain && !cell.isStateful()) {
            whole = new LastTimeStep(layer);
        } else {
            whole =
                    new KerasRnn(
                            layer,
                            new KerasRnn.Order(
                                    cell.backwards(), cell.sequences(), turned, cell.zeroed()));
        }
        graph.addLayer(name, whole, node.input());
        weighted.add(new Weighted(name, parameters::assignTo));
    }

    private void bidirectional(KerasNode node) throws ModelFileException {
        node.requireOnly("layer", "backward_layer", "merge_mode", "num_constants");
        KerasNode inner = node.inner("layer");
        if (!KerasCell.isCell(inner.className())) {
            throw node.refused("wraps a %s; needs SimpleRNN, LSTM or GRU", inner.className());
        }
        KerasCell forward = KerasCell.of(inner).inBidirectional();
        KerasCell backward = forward.turned();
        if (node.config().hasNonNull("backward_layer")) {
            backward = KerasCell.of(node.inner("backward_layer")).inBidirectional();
        }
        if (backward.sequences() != forward.sequences()
                || backward.backwards() == forward.backwards()) {
            throw node.refused("its backward_layer is not the other way around of its layer");
        }
        KerasTensor below = sequence(node);
        String[] names = {"kernel", "recurrent_kernel", "bias"};
        var first = arrays.of(node, 0, 2, "forward_layer/cell", names);
        var second = arrays.of(node, 1, 2, "backward_layer/cell", names);
        add(node.name() + "/forward", forward, new KerasLayout(forward, node, first), below, false);
        add(
                node.name() + "/backward",
                backward,
                new KerasLayout(backward, node, second),
                below,
                true);
        graph.addVertex(
                node.name(),
                merge(node, forward.sequences()),
                node.name() + "/forward",
                node.name() + "/backward");
        boolean isConcat = node.option("merge_mode").asText("concat").equals("concat");
        if (!isConcat && backward.units() != forward.units()) {
            throw node.refused("merges %d and %d units", forward.units(), backward.units());
        }
        int size = isConcat ? forward.units() + backward.units() : forward.units();
        tensors.put(node.name(), output(forward, below, size));
    }

    private static GraphVertex merge(KerasNode node, boolean sequences) throws ModelFileException {
        String mode = node.option("merge_mode").asText("concat");
        return switch (mode) {
            case "concat" -> {
                MergeVertex merge = new MergeVertex();
                merge.setMergeAxis(sequences ? 2 : 1);
                yield merge;
            }
            case "sum" -> new ElementWiseVertex(ElementWiseVertex.Op.Add);
            case "mul" -> new ElementWiseVertex(ElementWiseVertex.Op.Product);
            case "ave" -> new ElementWiseVertex(ElementWiseVertex.Op.Average);
            default ->
                    throw node.refused("has merge_mode = %s; needs concat, sum, mul or ave", mode);
        };
    }

    private static void requireShape(KerasNode node, Numbers array, Long... needed)
            throws ModelFileException {
        if (array == null) {
            throw node.refused("has no array of shape %s", List.of(needed));
        }
        if (!array.shape().equals(List.of(needed))) {
            throw node.refused(
                    "array '%s' has shape %s; needs %s",
                    array.path(), array.shape(), List.of(needed));
        }
    }

    private static void assign(INDArray view, double[] values) {
        INDArray array = Nd4j.createFromArray(values).reshape('c', view.shape());
        view.assign(array.castTo(view.dataType()));
    }
}
