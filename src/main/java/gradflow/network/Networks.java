package gradflow.network;

import gradflow.layer.CellLayers;
import gradflow.layer.RnnOutputLayer;
import gradflow.layer.SimpleRnn;
import gradflow.model.CellForm;
import gradflow.model.FitSettings;
import gradflow.model.HiddenActivation;
import gradflow.model.Implementation;
import gradflow.model.Readout;
import gradflow.model.RecurrentStack;
import gradflow.model.TrainingSettings;
import gradflow.task.Task;
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
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * Makes the networks of a run: recurrent layers (from index 0 on) and an output layer, Xavier's
 * initialisation where nothing else is asked for, Adam.
 */
public final class Networks {
    private Networks() {}

    /**
     * The network that is trained, in FLOAT, with truncated BPTT.
     *
     * @param task what it is for
     * @param seed of the weights
     */
    public static MultiLayerNetwork training(TrainingSettings settings, Task task, long seed) {
        RecurrentStack stack = settings.stack(task.inputSize(), task.outputSize());
        MultiLayerConfiguration configuration =
                configuration(
                        stack,
                        Networks::ours,
                        new Head(task.readout(), task.outputSize()),
                        seed,
                        DataType.FLOAT,
                        adam(settings.fit()));
        truncate(configuration, settings.tbpttLength());
        return initialised(configuration, stack, seed);
    }

    /**
     * A network of the same shape on which gradients are taken: in DOUBLE, through all time steps,
     * without workspaces, so that it may run inside another network's callback.
     *
     * @param task what it is for
     */
    public static MultiLayerNetwork twin(TrainingSettings settings, Task task) {
        RecurrentStack stack = settings.stack(task.inputSize(), task.outputSize());
        return untrained(stack, new Head(task.readout(), task.outputSize()), 0);
    }

    private static Adam adam(FitSettings fit) {
        return fit.halveLearningRateEvery() == 0
                ? new Adam(fit.learningRate())
                : new Adam(
                        new StepSchedule(
                                ScheduleType.ITERATION,
                                fit.learningRate(),
                                0.5,
                                fit.halveLearningRateEvery()));
    }

    /**
     * A network that stays as it is, on which gradients are taken: in DOUBLE, through all time
     * steps, without workspaces.
     *
     * @param outputSize O
     * @param seed of the weights
     */
    public static MultiLayerNetwork untrained(RecurrentStack stack, int outputSize, long seed) {
        return untrained(stack, new Head(Readout.SOFTMAX, outputSize), seed);
    }

    private static MultiLayerNetwork untrained(RecurrentStack stack, Head head, long seed) {
        MultiLayerConfiguration configuration =
                configuration(stack, Networks::ours, head, seed, DataType.DOUBLE, new Sgd(0));
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
                        new Head(Readout.SOFTMAX, outputSize),
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
            Function<RecurrentStack, BaseRecurrentLayer.Builder<?>> layers,
            Head head,
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
                    layers.apply(stack)
                            .nIn(layer == 0 ? stack.inputSize() : stack.hiddenSize())
                            .nOut(stack.hiddenSize())
                            .activation(activation(stack.activation()))
                            .build();
            list.layer(recurrent);
        }
        return list.layer(head.layer(stack.hiddenSize())).build();
    }

    /** The output layer. */
    private record Head(Readout readout, int size) {
        RnnOutputLayer layer(int inputs) {
            return switch (readout) {
                case SOFTMAX -> layer(inputs, LossFunction.MCXENT, Activation.SOFTMAX);
                case LINEAR -> layer(inputs, LossFunction.MSE, Activation.IDENTITY);
                case SIGMOID -> layer(inputs, LossFunction.XENT, Activation.SIGMOID);
            };
        }

        private RnnOutputLayer layer(int inputs, LossFunction loss, Activation activation) {
            RnnOutputLayer.Builder builder = new RnnOutputLayer.Builder(loss);
            builder.activation(activation).nIn(inputs).nOut(size);
            return builder.build();
        }
    }

    private static BaseRecurrentLayer.Builder<?> ours(RecurrentStack stack) {
        CellForm form = stack.form();
        var builder = CellLayers.builder(stack.cell().shape()).hasLayerNorm(form.layerNorm());
        if (builder instanceof SimpleRnn.Builder simple && !form.isElman()) {
            return form.keep() == 1 ? simple.residual(form.gain()) : simple.leak(form.gain());
        }
        return builder;
    }

    private static BaseRecurrentLayer.Builder<?> stock(RecurrentStack stack) {
        return switch (stack.cell()) {
            case SIMPLE_RNN -> new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder();
            case LSTM -> new org.deeplearning4j.nn.conf.layers.LSTM.Builder();
            default ->
                    throw new IllegalArgumentException(
                            "Deeplearning4j has no " + stack.cell().label());
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
