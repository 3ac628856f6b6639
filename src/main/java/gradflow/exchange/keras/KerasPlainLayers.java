package gradflow.exchange.keras;

import gradflow.exchange.KerasMasking;
import gradflow.exchange.ModelFileException;
import gradflow.exchange.Unmasked;
import gradflow.exchange.file.Hdf5.Numbers;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Masking, Embedding, Dropout and Dense layers, by themselves or at every time step. */
final class KerasPlainLayers {
    private final KerasGraph graph;
    private final KerasArrays arrays;

    KerasPlainLayers(KerasGraph graph, KerasArrays arrays) {
        this.graph = graph;
        this.arrays = arrays;
    }

    void masking(KerasNode node) throws ModelFileException {
        node.requireOnly("mask_value");
        KerasTensor below = graph.sequence(node);
        graph.requireInput(node);
        double value = node.option("mask_value").asDouble(0);
        graph.layer(node.name(), new KerasMasking(value), node.input());
        var mask = new KerasTensor.Mask(node.input(), value, false);
        graph.gives(node.name(), new KerasTensor(3, below.size(), mask));
    }

    void embedding(KerasNode node) throws ModelFileException {
        node.requireOnly("input_dim", "output_dim", "mask_zero");
        if (graph.below(node).rank() == 3) {
            throw node.refused("takes [batch, time, size]; needs [batch, time]");
        }
        graph.requireInput(node);
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
        graph.layer(node.name(), isMasked ? new Unmasked(layer, false) : layer, node.input());
        graph.weights(node.name(), views -> assign(views.get("W"), table.values()));
        var mask = isMasked ? new KerasTensor.Mask(node.input(), 0, true) : null;
        graph.gives(node.name(), new KerasTensor(3, size, mask));
    }

    void dropout(KerasNode node) throws ModelFileException {
        node.requireOnly("rate", "p");
        KerasTensor below = graph.below(node);
        Layer layer = new DropoutLayer(1 - node.rate("rate", "p"));
        graph.unmasked(node.name(), layer, node.input(), below);
        graph.gives(node.name(), below);
    }

    void timeDistributed(KerasNode node) throws ModelFileException {
        node.requireOnly("layer");
        KerasTensor below = graph.sequence(node);
        KerasNode inner = node.inner("layer");
        switch (inner.className()) {
            case "Dense" -> dense(node, inner, "layer");
            case "Dropout" -> {
                inner.requireOnly("rate", "p");
                Layer layer = new DropoutLayer(1 - inner.rate("rate", "p"));
                graph.unmasked(node.name(), layer, node.input(), below);
                graph.gives(node.name(), below);
            }
            default -> throw node.refused("wraps a %s; needs Dense or Dropout", inner.className());
        }
    }

    void dense(KerasNode outer, KerasNode node, String inside) throws ModelFileException {
        node.requireOnly("units", "output_dim", "activation", "use_bias", "bias");
        KerasTensor below = graph.below(outer);
        int units = node.size("units", "output_dim");
        boolean hasBias = node.flag(true, "use_bias", "bias");
        Map<String, Numbers> found = arrays.of(outer, 0, 1, inside, "kernel", "bias");
        Numbers kernel = found.containsKey("W") ? found.get("W") : found.get("kernel");
        Numbers bias = found.containsKey("b") ? found.get("b") : found.get("bias");
        long inputs = kernel == null || kernel.shape().isEmpty() ? 0 : kernel.shape().get(0);
        requireShape(node, kernel, inputs, (long) units);
        below.requireSize(node, inputs);
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
        graph.layer(outer.name(), whole, outer.input());
        graph.weights(
                outer.name(),
                views -> {
                    assign(views.get("W"), kernel.values());
                    if (hasBias) {
                        assign(views.get("b"), bias.values());
                    }
                });
        graph.gives(outer.name(), new KerasTensor(isSequence ? 3 : 2, units, below.mask()));
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
