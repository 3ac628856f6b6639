package gradflow.exchange;

import gradflow.exchange.file.Tensor;
import gradflow.exchange.torch.RecurrentPlace;
import gradflow.exchange.torch.TorchCells;
import gradflow.exchange.torch.TorchLayout;
import gradflow.exchange.torch.TorchSizes;
import gradflow.exchange.torch.TorchTensors;
import gradflow.kernel.CellShape;
import gradflow.layer.CellLayers;
import gradflow.layer.RecurrentCellLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** The weights of one nn.RNN, nn.LSTM or nn.GRU, checked and ready to be put into layers. */
public final class TorchModule {
    private final Path file;
    private final TorchSizes sizes;
    private final List<TorchLayout> directions;

    private TorchModule(Path file, TorchSizes sizes, List<TorchLayout> directions) {
        this.file = file;
        this.sizes = sizes;
        this.directions = directions;
    }

    /** The module whose names start so, every tensor of which has to be there and to fit. */
    static TorchModule read(Path file, String name, Map<String, Tensor> tensors)
            throws ModelFileException {
        TorchTensors own = new TorchTensors(file, name, tensors);
        TorchSizes sizes = own.sizes();
        List<TorchLayout> directions = new ArrayList<>();
        for (int layer = 0; layer < sizes.layers(); layer++) {
            for (int direction = 0; direction < sizes.directions(); direction++) {
                directions.add(own.direction(sizes, layer, direction == 1));
            }
        }
        return new TorchModule(file, sizes, directions);
    }

    /**
     * The start of its tensors' names.
     *
     * @return such as {@code encoder.}; empty for a module that was saved by itself
     */
    public String name() {
        return sizes.name();
    }

    /**
     * The cell that its layers have.
     *
     * @return SIMPLE_RNN, LSTM or GRU (with the reset gate after the recurrent product)
     */
    public CellShape cell() {
        return sizes.cell();
    }

    /**
     * PyTorch's {@code input_size}.
     *
     * @return I of its first layer
     */
    public int inputSize() {
        return sizes.inputSize();
    }

    /**
     * PyTorch's {@code hidden_size}.
     *
     * @return H of each direction
     */
    public int hiddenSize() {
        return sizes.hiddenSize();
    }

    /**
     * PyTorch's {@code num_layers}.
     *
     * @return 1 or more
     */
    public int layerCount() {
        return sizes.layers();
    }

    /**
     * PyTorch's {@code bidirectional}.
     *
     * @return whether each layer has a backward direction, too
     */
    public boolean isBidirectional() {
        return sizes.bidirectional();
    }

    /**
     * Configurations of layers that this module fits into, one for each of its layers, with a
     * Bidirectional that concatenates around each if it has both directions.
     *
     * @param format NWC where the module has {@code batch_first=True} and takes [batch, time,
     *     size], NCW for DL4J's usual [batch, size, time]; weights are the same in both
     * @param nonlinearity TANH or RELU of an nn.RNN, which a file does not tell; TANH for others
     * @return as many configurations as the module has layers, in their order
     * @throws IllegalArgumentException if an nn.RNN is given another activation, or a cell with
     *     gates another one than TANH
     */
    public List<org.deeplearning4j.nn.conf.layers.Layer> layers(
            RNNFormat format, Activation nonlinearity) {
        TorchCells.requireActivation(cell(), nonlinearity.getActivationFunction(), name());
        List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < layerCount(); layer++) {
            RecurrentCellLayer.Builder<?> builder = CellLayers.builder(cell());
            builder.nIn(sizes.inputSize(layer)).nOut(hiddenSize()).activation(nonlinearity);
            builder.dataFormat(format);
            RecurrentCellLayer one = builder.build();
            layers.add(isBidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, one) : one);
        }
        return layers;
    }

    /**
     * Puts the weights into all recurrent layers of a network.
     *
     * @param network initialised, with as many recurrent layers of this project as the module has
     * @throws ModelFileException if a weight has another shape than its layer needs, which it then
     *     names; the network is as it was
     * @throws IllegalArgumentException if a recurrent layer is one that PyTorch has not
     */
    public void into(MultiLayerNetwork network) throws ModelFileException {
        intoAll(network.getLayers());
    }

    /**
     * Puts the weights into all recurrent layers of a graph, in its topological order.
     *
     * @param graph initialised, with as many recurrent layers of this project as the module has
     * @throws ModelFileException if a weight has another shape than its layer needs, which it then
     *     names; the graph is as it was
     * @throws IllegalArgumentException if a recurrent layer is one that PyTorch has not
     */
    public void into(ComputationGraph graph) throws ModelFileException {
        intoAll(graph.getLayers());
    }

    /**
     * Puts the weights into some of a network's layers, one for each of the module's.
     *
     * @param layers initialised layers, such as {@code graph.getLayer("encoder")}, in the order of
     *     the module's
     * @throws ModelFileException if a weight has another shape than its layer needs, which it then
     *     names; the layers are as they were
     * @throws IllegalArgumentException if one is not a recurrent layer that PyTorch has
     */
    public void into(Layer... layers) throws ModelFileException {
        intoAll(layers);
    }

    private void intoAll(Layer[] layers) throws ModelFileException {
        List<RecurrentPlace> places = TorchCells.required(RecurrentPlace.in(layers));
        if (places.size() != layerCount()) {
            throw ModelFileException.of(
                    file,
                    "%s has %d layers; got %d recurrent layers to put them into",
                    sizes.described(),
                    layerCount(),
                    places.size());
        }
        List<LayerParameters> parameters = new ArrayList<>();
        for (int layer = 0; layer < layerCount(); layer++) {
            sizes.requireFit(file, layer, places.get(layer));
            for (int direction = 0; direction < sizes.directions(); direction++) {
                TorchLayout torch = directions.get(layer * sizes.directions() + direction);
                parameters.add(torch.parameters(cell(), sizes.inputSize(layer), hiddenSize()));
            }
        }
        // Nothing fails from here on.
        for (int i = 0; i < parameters.size(); i++) {
            RecurrentPlace place = places.get(i / sizes.directions());
            parameters.get(i).assignTo(place.views(i % sizes.directions()));
        }
    }

    @Override
    public String toString() {
        return sizes.described();
    }
}
