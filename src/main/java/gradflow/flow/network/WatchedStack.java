package gradflow.flow.network;

import gradflow.layer.StockLayers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A MultiLayerNetwork. */
final class WatchedStack implements WatchedNetwork {
    private final MultiLayerNetwork network;

    WatchedStack(MultiLayerNetwork network) {
        this.network = network;
    }

    @Override
    public Model model() {
        return network;
    }

    @Override
    public List<WatchedLayer> layers() {
        List<WatchedLayer> layers = new ArrayList<>();
        for (int i = 0; i < network.getnLayers(); i++) {
            layers.add(new WatchedLayer(i, i, i + "_", network.getLayer(i)));
        }
        return layers;
    }

    @Override
    public Optional<Cut> cut() {
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        return conf.getBackpropType() == BackpropType.TruncatedBPTT
                ? Optional.of(new Cut(conf.getTbpttFwdLength(), conf.getTbpttBackLength()))
                : Optional.empty();
    }

    @Override
    public boolean timeIsLast() {
        return OutputFormat.timeIsLast(network.getOutputLayer());
    }

    @Override
    public Batch batch() {
        INDArray labels = network.getLabels();
        INDArray labelMask =
                labels.rank() == 3 ? bySequence(network.getOutputLayer().getMaskArray()) : null;
        return new Batch(
                new INDArray[] {network.getInput()},
                new INDArray[] {labels},
                new INDArray[] {featureMask()},
                new INDArray[] {labelMask});
    }

    /** DL4J keeps the mask of the features in the layers only. */
    private INDArray featureMask() {
        for (int i = 0; i < network.getnLayers() - 1; i++) {
            INDArray mask = network.getLayer(i).getMaskArray();
            if (mask != null) {
                return bySequence(mask);
            }
        }
        return null;
    }

    /** As [B, T]: in dense and output layers it may be one column. */
    private INDArray bySequence(INDArray mask) {
        int batchSize = network.batchSize();
        return mask == null || mask.size(0) == batchSize
                ? mask
                : TimeSeriesUtils.reshapeVectorToTimeSeriesMask(mask, batchSize);
    }

    @Override
    public Supplier<WatchedNetwork> twin() {
        Supplier<MultiLayerNetwork> plain = plainCopy();
        return () -> {
            MultiLayerNetwork ours = StockLayers.fromStock(plain.get());
            String json = Quiet.of(ours.getLayerWiseConfigurations().toJson());
            MultiLayerConfiguration conf = MultiLayerConfiguration.fromJson(json);
            conf.setBackpropType(BackpropType.Standard);
            conf.setDataType(DataType.DOUBLE);
            MultiLayerNetwork twin = new MultiLayerNetwork(conf);
            twin.init(ours.params().castTo(DataType.DOUBLE), false);
            return new WatchedStack(twin);
        };
    }

    @Override
    public Supplier<WatchedNetwork> copy() {
        Supplier<MultiLayerNetwork> plain = plainCopy();
        return () -> new WatchedStack(plain.get());
    }

    private Supplier<MultiLayerNetwork> plainCopy() {
        String json = network.getLayerWiseConfigurations().toJson();
        INDArray parameters = network.params().dup().detach();
        return () -> {
            MultiLayerNetwork copy = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
            copy.init(parameters, false);
            return copy;
        };
    }

    @Override
    public void pass(Batch batch, TrainingListener listener) {
        network.setListeners(listener);
        INDArray features = batch.features()[0];
        network.setInputMiniBatchSize((int) features.size(0));
        network.setInput(features);
        network.setLabels(batch.labels()[0]);
        network.setLayerMaskArrays(batch.featureMasks()[0], batch.labelMasks()[0]);
        network.computeGradientAndScore();
        network.clearLayerMaskArrays();
    }
}
