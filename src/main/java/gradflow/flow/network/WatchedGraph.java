package gradflow.flow.network;

import gradflow.layer.StockLayers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A ComputationGraph. */
final class WatchedGraph implements WatchedNetwork {
    private final ComputationGraph graph;

    WatchedGraph(ComputationGraph graph) {
        this.graph = graph;
    }

    @Override
    public Model model() {
        return graph;
    }

    @Override
    public List<WatchedLayer> layers() {
        List<WatchedLayer> layers = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.hasLayer()) {
                String key = vertex.getVertexName() + "_";
                Layer layer = vertex.getLayer();
                layers.add(new WatchedLayer(layers.size(), layer.getIndex(), key, layer));
            }
        }
        return layers;
    }

    @Override
    public Optional<Cut> cut() {
        ComputationGraphConfiguration conf = graph.getConfiguration();
        return conf.getBackpropType() == BackpropType.TruncatedBPTT
                ? Optional.of(new Cut(conf.getTbpttFwdLength(), conf.getTbpttBackLength()))
                : Optional.empty();
    }

    @Override
    public boolean timeIsLast() {
        return outputs().stream().allMatch(OutputFormat::timeIsLast);
    }

    private List<Layer> outputs() {
        return graph.getConfiguration().getNetworkOutputs().stream().map(graph::getLayer).toList();
    }

    @Override
    public Batch batch() {
        INDArray[] features = graph.getInputs().clone();
        INDArray[] labels =
                outputs().stream()
                        .map(layer -> ((IOutputLayer) layer).getLabels())
                        .toArray(INDArray[]::new);
        return new Batch(
                features,
                labels,
                masks(graph.getInputMaskArrays(), features.length),
                masks(graph.getLabelMaskArrays(), labels.length));
    }

    private static INDArray[] masks(INDArray[] masks, int count) {
        return masks == null ? new INDArray[count] : masks.clone();
    }

    @Override
    public Supplier<WatchedNetwork> twin() {
        Supplier<ComputationGraph> plain = plainCopy();
        return () -> {
            ComputationGraph ours = StockLayers.fromStock(plain.get());
            String json = Quiet.of(ours.getConfiguration().toJson());
            ComputationGraphConfiguration conf = ComputationGraphConfiguration.fromJson(json);
            conf.setBackpropType(BackpropType.Standard);
            conf.setDataType(DataType.DOUBLE);
            ComputationGraph twin = new ComputationGraph(conf);
            twin.init(ours.params().castTo(DataType.DOUBLE), false);
            return new WatchedGraph(twin);
        };
    }

    @Override
    public Supplier<WatchedNetwork> copy() {
        Supplier<ComputationGraph> plain = plainCopy();
        return () -> new WatchedGraph(plain.get());
    }

    /** Not by clone(): it shares the list of listeners, and so setListeners would empty ours. */
    private Supplier<ComputationGraph> plainCopy() {
        String json = graph.getConfiguration().toJson();
        INDArray parameters = graph.params().dup().detach();
        return () -> {
            var conf = ComputationGraphConfiguration.fromJson(json);
            ComputationGraph copy = new ComputationGraph(conf);
            copy.init(parameters, false);
            return copy;
        };
    }

    @Override
    public void pass(Batch batch, TrainingListener listener) {
        graph.setListeners(listener);
        graph.setInputs(batch.features());
        graph.setLabels(batch.labels());
        graph.setLayerMaskArrays(anyOrNull(batch.featureMasks()), anyOrNull(batch.labelMasks()));
        graph.computeGradientAndScore();
        graph.clearLayerMaskArrays();
    }

    private static INDArray[] anyOrNull(INDArray[] masks) {
        return Arrays.stream(masks).allMatch(mask -> mask == null) ? null : masks;
    }
}
