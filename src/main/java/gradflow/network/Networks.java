package gradflow.network;

import gradflow.layer.GRU;
import gradflow.layer.LSTM;
import gradflow.layer.RnnOutputLayer;
import gradflow.layer.SimpleRnn;
import gradflow.spec.HiddenActivation;
import gradflow.spec.TrainingSettings;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Makes the networks of a run: one recurrent layer (index 0) and a softmax output layer (index 1)
 * with cross-entropy, Xavier's initialisation, Adam.
 */
public final class Networks {
    private Networks() {}

    /**
     * The network that is trained, in FLOAT, with truncated BPTT.
     *
     * @param inputSize I
     * @param outputSize O
     * @param seed of the weights
     */
    public static MultiLayerNetwork training(
            TrainingSettings settings, int inputSize, int outputSize, long seed) {
        MultiLayerConfiguration configuration =
                configuration(settings, inputSize, outputSize, seed, DataType.FLOAT);
        configuration.setBackpropType(BackpropType.TruncatedBPTT);
        configuration.setTbpttFwdLength(settings.tbpttLength());
        configuration.setTbpttBackLength(settings.tbpttLength());
        return initialised(configuration);
    }

    /**
     * A network of the same shape on which gradients are taken: in DOUBLE, through all time steps,
     * without workspaces, so that it may run inside another network's callback.
     *
     * @param inputSize I
     * @param outputSize O
     */
    public static MultiLayerNetwork twin(TrainingSettings settings, int inputSize, int outputSize) {
        MultiLayerConfiguration configuration =
                configuration(settings, inputSize, outputSize, 0, DataType.DOUBLE);
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        return initialised(configuration);
    }

    private static MultiLayerConfiguration configuration(
            TrainingSettings settings,
            int inputSize,
            int outputSize,
            long seed,
            DataType dataType) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(dataType)
                .updater(new Adam(settings.learningRate()))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(recurrentLayer(settings, inputSize))
                .layer(
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .nIn(settings.hiddenSize())
                                .nOut(outputSize)
                                .build())
                .build();
    }

    private static Layer recurrentLayer(TrainingSettings settings, int inputSize) {
        int hiddenSize = settings.hiddenSize();
        Activation activation = activation(settings.activation());
        return switch (settings.cell()) {
            case SIMPLE_RNN ->
                    new SimpleRnn.Builder()
                            .nIn(inputSize)
                            .nOut(hiddenSize)
                            .activation(activation)
                            .build();
            case LSTM ->
                    new LSTM.Builder()
                            .nIn(inputSize)
                            .nOut(hiddenSize)
                            .activation(activation)
                            .build();
            case GRU ->
                    new GRU.Builder()
                            .nIn(inputSize)
                            .nOut(hiddenSize)
                            .activation(activation)
                            .build();
        };
    }

    static Activation activation(HiddenActivation activation) {
        return switch (activation) {
            case SIGMOID -> Activation.SIGMOID;
            case TANH -> Activation.TANH;
            case RELU -> Activation.RELU;
            case IDENTITY -> Activation.IDENTITY;
            case LEAKYRELU -> Activation.LEAKYRELU;
            case ELU -> Activation.ELU;
            case SOFTSIGN -> Activation.SOFTSIGN;
        };
    }

    private static MultiLayerNetwork initialised(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
