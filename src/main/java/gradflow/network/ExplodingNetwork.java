package gradflow.network;

import gradflow.layer.RnnOutputLayer;
import gradflow.layer.SimpleRnn;
import gradflow.model.ExplodingSettings;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A simple recurrent network in DOUBLE that learns by plain gradient descent. */
public final class ExplodingNetwork {
    private ExplodingNetwork() {}

    /**
     * The network, with Deeplearning4j's clipping if that is asked for.
     *
     * @param recurrentWeights at the start [H][H]
     * @param seed of all other weights
     */
    public static MultiLayerNetwork of(
            ExplodingSettings settings, double[][] recurrentWeights, long seed) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(seed)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(settings.learningRate()))
                                .weightInit(WeightInit.XAVIER)
                                .gradientNormalization(clipping(settings))
                                .gradientNormalizationThreshold(settings.threshold())
                                .list()
                                .layer(
                                        new SimpleRnn.Builder()
                                                .nIn(1)
                                                .nOut(settings.hidden())
                                                .activation(
                                                        Networks.activation(settings.activation()))
                                                .build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .nIn(settings.hidden())
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        network.getParam("0_RW").assign(Nd4j.create(recurrentWeights));
        return network;
    }

    private static GradientNormalization clipping(ExplodingSettings settings) {
        return switch (settings.clipping()) {
            case NONE, GLOBAL_NORM -> GradientNormalization.None;
            case ELEMENT_WISE -> GradientNormalization.ClipElementWiseAbsoluteValue;
            case PER_LAYER -> GradientNormalization.ClipL2PerLayer;
        };
    }
}
