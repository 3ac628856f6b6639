package gradflow.network;

import gradflow.layer.CellLayers;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.RandomStream;
import gradflow.model.ThroughputSettings;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A training iteration to be timed: a recurrent layer and a softmax in FLOAT, Adam, random data.
 * With the loss at the last step only, the output layer sees that step alone.
 */
public final class Workload {
    private final MultiLayerNetwork network;
    private final DataSet batch;

    /**
     * Makes network and data.
     *
     * @param seed of both
     */
    public Workload(ThroughputSettings settings, long seed) {
        network = network(settings, seed);
        batch = data(settings, RandomStream.WORKLOAD.of(seed));
    }

    /** Makes one iteration. */
    public void iterate() {
        network.fit(batch);
    }

    /** Replaces the network's listeners. */
    public void listen(TrainingListener... listeners) {
        network.setListeners(listeners);
    }

    /** Parameters of the network. */
    public long parameters() {
        return network.numParams();
    }

    private static MultiLayerNetwork network(ThroughputSettings settings, long seed) {
        boolean everyStep = settings.loss() == LossAt.EVERY_STEP;
        Layer recurrent = recurrent(settings).nIn(settings.input()).nOut(settings.hidden()).build();
        var list =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .dataType(DataType.FLOAT)
                        .updater(new Adam(1e-3))
                        .list()
                        .layer(everyStep ? recurrent : new LastTimeStep(recurrent))
                        .layer(everyStep ? outputAtEveryStep(settings) : output(settings));
        if (settings.tbptt() > 0) {
            list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(settings.tbptt());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static BaseRecurrentLayer.Builder<?> recurrent(ThroughputSettings settings) {
        if (settings.implementation() == Implementation.GRADFLOW) {
            var builder = CellLayers.builder(settings.cell().shape());
            return settings.cell().shape().hasLinearCandidate()
                    ? builder
                    : builder.activation(Activation.TANH);
        }
        return switch (settings.cell()) {
            case SIMPLE_RNN ->
                    new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
                            .activation(Activation.TANH);
            case LSTM ->
                    new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                            .activation(Activation.TANH);
            default ->
                    throw new IllegalArgumentException(
                            "Deeplearning4j has no " + settings.cell().label());
        };
    }

    private static Layer outputAtEveryStep(ThroughputSettings settings) {
        var builder =
                settings.implementation() == Implementation.GRADFLOW
                        ? new gradflow.layer.RnnOutputLayer.Builder()
                        : new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder();
        return builder.nIn(settings.hidden()).nOut(settings.classes()).build();
    }

    private static Layer output(ThroughputSettings settings) {
        return new OutputLayer.Builder()
                .nIn(settings.hidden())
                .nOut(settings.classes())
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static DataSet data(ThroughputSettings settings, Random random) {
        int examples = settings.batch();
        int steps = settings.time();
        int classes = settings.classes();
        float[] inputs = new float[Math.multiplyExact(examples * settings.input(), steps)];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        INDArray x = Nd4j.createFromArray(inputs).reshape(examples, settings.input(), steps);
        if (settings.loss() == LossAt.LAST_STEP) {
            INDArray y = Nd4j.zeros(DataType.FLOAT, examples, classes);
            for (int b = 0; b < examples; b++) {
                y.putScalar(b, random.nextInt(classes), 1);
            }
            return new DataSet(x, y);
        }
        INDArray y = Nd4j.zeros(DataType.FLOAT, examples, classes, steps);
        for (int b = 0; b < examples; b++) {
            for (int t = 0; t < steps; t++) {
                y.putScalar(b, random.nextInt(classes), t, 1);
            }
        }
        return new DataSet(x, y);
    }
}
