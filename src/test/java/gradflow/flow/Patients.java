package gradflow.flow;

import gradflow.layer.GRU;
import gradflow.layer.RnnOutputLayer;
import gradflow.layer.SimpleRnn;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Tiny networks, some of them ill on purpose, and data for them. */
final class Patients {
    static final int INPUTS = 2;
    static final int HIDDEN = 4;
    static final int TIME = 20;
    static final int BATCH = 3;
    private static final double RATE = 1e-7;

    private Patients() {}

    /** A network in FLOAT that squared errors at every step are taken of. */
    static MultiLayerNetwork network(
            Layer recurrent, Consumer<NeuralNetConfiguration.ListBuilder> more) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .dataType(DataType.FLOAT)
                        .updater(new Sgd(RATE))
                        .list()
                        .layer(recurrent)
                        .layer(output());
        more.accept(list);
        MultiLayerConfiguration conf = list.build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    static MultiLayerNetwork network(Layer recurrent) {
        return network(recurrent, list -> {});
    }

    static Layer output() {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .nIn(HIDDEN)
                .nOut(1)
                .build();
    }

    /** A plain recurrence whose recurrent weights are a multiple of the unit matrix. */
    static MultiLayerNetwork diagonal(Activation activation, double weight) {
        MultiLayerNetwork network = network(rnn(activation));
        network.getLayer(0).getParam("RW").assign(Nd4j.eye(HIDDEN).muli(weight));
        return network;
    }

    static SimpleRnn rnn(Activation activation) {
        return new SimpleRnn.Builder().nIn(INPUTS).nOut(HIDDEN).activation(activation).build();
    }

    static MultiLayerNetwork vanishing() {
        return diagonal(Activation.IDENTITY, 0.5);
    }

    static MultiLayerNetwork exploding() {
        MultiLayerNetwork network = diagonal(Activation.IDENTITY, 2);
        network.setLearningRate(0);
        return network;
    }

    static MultiLayerNetwork healthy() {
        return diagonal(Activation.IDENTITY, 0.9);
    }

    /** Three of four units can never be above 0. */
    static MultiLayerNetwork dead() {
        MultiLayerNetwork network = diagonal(Activation.RELU, 0.9);
        network.getLayer(0)
                .getParam("b")
                .assign(
                        Nd4j.create(
                                new double[] {-100, 9, -100, -100},
                                new long[] {1, HIDDEN},
                                DataType.FLOAT));
        return network;
    }

    /** Keeps what it has for 20 steps, but learns over 5. */
    static MultiLayerNetwork cut() {
        MultiLayerNetwork network =
                network(
                        rnn(Activation.IDENTITY),
                        list -> list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(5));
        network.getLayer(0).getParam("RW").assign(Nd4j.eye(HIDDEN).muli(0.9));
        return network;
    }

    static MultiLayerNetwork gru() {
        return network(new GRU.Builder().nIn(INPUTS).nOut(HIDDEN).build());
    }

    /** Numbers between -1 and 1. */
    static DataSet data() {
        return data(DataType.FLOAT);
    }

    static DataSet data(DataType type) {
        return new DataSet(numbers(type, 1, BATCH, INPUTS, TIME), numbers(type, 2, BATCH, 1, TIME));
    }

    /** An input of the seventh step is too large for FLOAT once it is multiplied. */
    static DataSet overflowing() {
        DataSet data = data();
        data.getFeatures().putScalar(new int[] {1, 0, 6}, 3e38);
        return data;
    }

    static INDArray numbers(DataType type, long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.zeros(type, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, 2 * random.nextDouble() - 1);
        }
        return array;
    }
}
