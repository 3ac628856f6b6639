package gradflow.layer;

import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Tiny networks for the tests: recurrent layers under an output at every step. */
public final class LayerNetworks {
    static final int INPUTS = 3;
    static final int HIDDEN = 4;
    static final int OUTPUTS = 2;

    private LayerNetworks() {}

    public static NeuralNetConfiguration.Builder base(DataType dataType) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(dataType)
                .activation(Activation.TANH)
                .updater(new Sgd(1.0));
    }

    static RnnOutputLayer output(int inputs, RNNFormat format) {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(OUTPUTS)
                .dataFormat(format)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Σ (h − y)² of what it is given. */
    static RnnLossLayer loss(RNNFormat format) {
        return new RnnLossLayer.Builder(LossFunctions.LossFunction.L2)
                .activation(Activation.IDENTITY)
                .dataFormat(format)
                .build();
    }

    /** An output without time. */
    static OutputLayer plainOutput() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(HIDDEN)
                .nOut(OUTPUTS)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** A stack of layers under the output; {@code tbptt} 0 for full BPTT. */
    static MultiLayerNetwork stack(
            DataType dataType, RNNFormat format, int tbptt, Layer... layers) {
        var list = base(dataType).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        list.layer(output(HIDDEN, format));
        if (tbptt > 0) {
            list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(tbptt);
        }
        MultiLayerConfiguration conf = list.build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    /** The same as a graph. */
    static ComputationGraph graph(DataType dataType, RNNFormat format, int tbptt, Layer... layers) {
        var graph = base(dataType).graphBuilder().addInputs("in");
        String below = "in";
        for (int i = 0; i < layers.length; i++) {
            graph.addLayer("rnn" + i, layers[i], below);
            below = "rnn" + i;
        }
        graph.addLayer("out", output(HIDDEN, format), below).setOutputs("out");
        if (tbptt > 0) {
            graph.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(tbptt);
        }
        ComputationGraphConfiguration conf = graph.build();
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        network.setListeners(); // through which its layers learn their tBPTTBackwardLength
        return network;
    }
}
