package gradflow.network;

import gradflow.layer.CellLayers;
import gradflow.layer.InitialWeights;
import gradflow.layer.SimpleRnn;
import gradflow.model.CellForm;
import gradflow.model.HiddenActivation;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.RandomStream;
import gradflow.model.RecurrentStack;
import java.util.Random;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The one chain of Deeplearning4j's builders: recurrent layers (from index 0 on), an output layer,
 * Xavier's initialisation where the stack asks for nothing else. Its weights are drawn by {@link
 * InitialWeights} in every arithmetic; layers of Deeplearning4j, whole or as wrappers, keep those
 * that it drew.
 *
 * @param implementation whose recurrent layers; parameters are laid out alike in both
 */
record Assembly(RecurrentStack stack, Implementation implementation, Head head, Learning learning) {

    /** With our layers. */
    Assembly(RecurrentStack stack, Head head, Learning learning) {
        this(stack, Implementation.GRADFLOW, head, learning);
    }

    /**
     * A new network.
     *
     * @param seed of the weights
     */
    MultiLayerNetwork network(long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(seed));
        network.init();
        Random weights = RandomStream.WEIGHTS.of(seed);
        for (var layer : network.getLayers()) {
            InitialWeights.draw(layer, weights);
        }
        Start start = new Start(stack, seed);
        for (int layer = 0; layer < stack.layers(); layer++) {
            start.apply(network.getLayer(layer));
        }
        if (implementation.isOurs() && learning.workspaces()) {
            DirectUpdater.into(network);
        }
        return network;
    }

    private MultiLayerConfiguration configuration(long seed) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .dataType(learning.dataType())
                        .updater(learning.updater())
                        .weightInit(WeightInit.XAVIER)
                        .list();
        for (int layer = 0; layer < stack.layers(); layer++) {
            list.layer(layer(layer, seed));
        }
        MultiLayerConfiguration configuration =
                list.layer(head.layer(stack.outputSize(), stack.arithmetic())).build();
        if (learning.tbpttLength() > 0) {
            configuration.setBackpropType(BackpropType.TruncatedBPTT);
            configuration.setTbpttFwdLength(learning.tbpttLength());
            configuration.setTbpttBackLength(learning.tbpttLength());
        }
        if (!learning.workspaces()) {
            configuration.setTrainingWorkspaceMode(WorkspaceMode.NONE);
            configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        }
        return configuration;
    }

    private Layer layer(int index, long seed) {
        boolean top = index == stack.layers() - 1;
        BaseRecurrentLayer.Builder<?> builder = builder();
        if (learning.dropout() > 0) {
            builder.dropOut(
                    new PortableDropout(learning.dropout(), RandomStream.mix(seed) + index));
        }
        Layer recurrent =
                builder.nIn(index == 0 ? stack.inputSize() : stack.outputSize())
                        .nOut(stack.hiddenSize())
                        .activation(activation(stack.activation()))
                        .build();
        if (stack.bidirectional()) {
            return new Bidirectional(Bidirectional.Mode.CONCAT, recurrent);
        }
        return top && head.seen() == LossAt.LAST_STEP ? new LastTimeStep(recurrent) : recurrent;
    }

    private BaseRecurrentLayer.Builder<?> builder() {
        return implementation.isOurs() ? ours() : stock();
    }

    private BaseRecurrentLayer.Builder<?> ours() {
        CellForm form = stack.form();
        var builder =
                CellLayers.builder(stack.cell().shape())
                        .hasLayerNorm(form.layerNorm())
                        .arithmetic(stack.arithmetic());
        if (builder instanceof SimpleRnn.Builder simple && !form.isElman()) {
            return form.keep() == 1 ? simple.residual(form.gain()) : simple.leak(form.gain());
        }
        return builder;
    }

    private BaseRecurrentLayer.Builder<?> stock() {
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
}
