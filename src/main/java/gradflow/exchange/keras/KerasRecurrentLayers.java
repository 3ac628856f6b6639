package gradflow.exchange.keras;

import gradflow.exchange.KerasRnn;
import gradflow.exchange.LayerParameters;
import gradflow.exchange.ModelFileException;
import gradflow.layer.RecurrentCellLayer;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/** SimpleRNN, LSTM and GRU layers, in one direction or both. */
final class KerasRecurrentLayers {
    private final KerasGraph graph;
    private final KerasArrays arrays;

    KerasRecurrentLayers(KerasGraph graph, KerasArrays arrays) {
        this.graph = graph;
        this.arrays = arrays;
    }

    void recurrent(KerasNode node) throws ModelFileException {
        KerasCell cell = KerasCell.of(node);
        var found = arrays.of(node, 0, 1, "cell", "kernel", "recurrent_kernel", "bias");
        KerasTensor below = graph.sequence(node);
        add(node.name(), cell, new KerasLayout(cell, node, found), below, false);
        graph.gives(node.name(), output(cell, below, cell.units()));
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
        below.requireSize(node, parameters.inputSize());
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
        graph.layer(name, whole, node.input());
        graph.weights(name, parameters::assignTo);
    }

    void bidirectional(KerasNode node) throws ModelFileException {
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
        KerasTensor below = graph.sequence(node);
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
        graph.vertex(
                node.name(),
                merge(node, forward.sequences()),
                node.name() + "/forward",
                node.name() + "/backward");
        boolean isConcat = node.option("merge_mode").asText("concat").equals("concat");
        if (!isConcat && backward.units() != forward.units()) {
            throw node.refused("merges %d and %d units", forward.units(), backward.units());
        }
        int size = isConcat ? forward.units() + backward.units() : forward.units();
        graph.gives(node.name(), output(forward, below, size));
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
}
