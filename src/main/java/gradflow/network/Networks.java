package gradflow.network;

import gradflow.layer.GRU;
import gradflow.layer.LSTM;
import gradflow.layer.RnnOutputLayer;
import gradflow.layer.SimpleRnn;
import gradflow.spec.Cell;
import gradflow.spec.HiddenActivation;
import gradflow.spec.Implementation;
import gradflow.spec.RecurrentStack;
import gradflow.spec.TrainingSettings;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Makes the networks of a run: recurrent layers (from index 0 on) and a softmax output layer with
 * cross-entropy, Xavier's initialisation where nothing else is asked for, Adam.
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
        RecurrentStack stack = settings.stack(inputSize);
        MultiLayerConfiguration configuration =
                configuration(
                        stack,
                        Networks::ours,
                        outputSize,
                        seed,
                        DataType.FLOAT,
                        new Adam(settings.learningRate()));
        truncate(configuration, settings.tbpttLength());
        return initialised(configuration, stack, seed);
    }

    /**
     * A network of the same shape on which gradients are taken: in DOUBLE, through all time steps,
     * without workspaces, so that it may run inside another network's callback.
     *
     * @param inputSize I
     * @param outputSize O
     */
    public static MultiLayerNetwork twin(TrainingSettings settings, int inputSize, int outputSize) {
        return untrained(settings.stack(inputSize), outputSize, 0);
    }

    /**
     * A network that stays as it is, on which gradients are taken: in DOUBLE, through all time
     * steps, without workspaces.
     *
     * @param outputSize O
     * @param seed of the weights
     */
    public static MultiLayerNetwork untrained(RecurrentStack stack, int outputSize, long seed) {
        MultiLayerConfiguration configuration =
                configuration(stack, Networks::ours, outputSize, seed, DataType.DOUBLE, new Sgd(0));
        configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        return initialised(configuration, stack, seed);
    }

    /**
     * A network in DOUBLE that {@code fit} cuts into segments and does not change.
     *
     * @param implementation whose recurrent layers; parameters are laid out alike in both
     * @param outputSize O
     * @param tbpttLength steps of a segment
     * @param seed of the weights
     */
    public static MultiLayerNetwork truncated(
            RecurrentStack stack,
            Implementation implementation,
            int outputSize,
            int tbpttLength,
            long seed) {
        boolean ours = implementation == Implementation.GRADFLOW;
        MultiLayerConfiguration configuration =
                configuration(
                        stack,
                        ours ? Networks::ours : Networks::stock,
                        outputSize,
                        seed,
                        DataType.DOUBLE,
                        new Sgd(0));
        truncate(configuration, tbpttLength);
        return initialised(configuration, stack, seed);
    }

    private static void truncate(MultiLayerConfiguration configuration, int length) {
        configuration.setBackpropType(BackpropType.TruncatedBPTT);
        configuration.setTbpttFwdLength(length);
        configuration.setTbpttBackLength(length);
    }

    /** {@code updater} is Sgd(0) for what must not change: NoOp subtracts the gradient itself. */
    private static MultiLayerConfiguration configuration(
            RecurrentStack stack,
            Function<Cell, BaseRecurrentLayer.Builder<?>> layers,
            int outputSize,
            long seed,
            DataType dataType,
            IUpdater updater) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .dataType(dataType)
                        .updater(updater)
                        .weightInit(WeightInit.XAVIER)
                        .list();
        for (int layer = 0; layer < stack.layers(); layer++) {
            Layer recurrent =
                    layers.apply(stack.cell())
                            .nIn(layer == 0 ? stack.inputSize() : stack.hiddenSize())
                            .nOut(stack.hiddenSize())
                            .activation(activation(stack.activation()))
                            .build();
            list.layer(recurrent);
        }
        return list.layer(
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .nIn(stack.hiddenSize())
                                .nOut(outputSize)
                                .build())
                .build();
    }

    private static BaseRecurrentLayer.Builder<?> ours(Cell cell) {
        return switch (cell) {
            case SIMPLE_RNN -> new SimpleRnn.Builder();
            case LSTM -> new LSTM.Builder();
            case GRU -> new GRU.Builder();
        };
    }

    private static BaseRecurrentLayer.Builder<?> stock(Cell cell) {
        return switch (cell) {
            case SIMPLE_RNN -> new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder();
            case LSTM -> new org.deeplearning4j.nn.conf.layers.LSTM.Builder();
            case GRU -> throw new IllegalArgumentException("Deeplearning4j has no GRU");
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

    private static MultiLayerNetwork initialised(
            MultiLayerConfiguration configuration, RecurrentStack stack, long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        Start start = new Start(stack, seed);
        for (int layer = 0; layer < stack.layers(); layer++) {
            start.apply(network.getLayer(layer));
        }
        return network;
    }
}
