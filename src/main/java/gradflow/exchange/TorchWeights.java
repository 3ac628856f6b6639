package gradflow.exchange;

import gradflow.exchange.file.SafeTensors;
import gradflow.exchange.file.Tensor;
import gradflow.exchange.torch.RecurrentPlace;
import gradflow.exchange.torch.TorchCells;
import gradflow.exchange.torch.TorchName;
import gradflow.exchange.torch.TorchWriter;
import gradflow.layer.RecurrentCellLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Weights of PyTorch's nn.RNN, nn.LSTM and nn.GRU in .safetensors files, into networks and back.
 *
 * <p>A module's layers, directions and biases are found by the names that {@code state_dict()}
 * gives. A GRU has both of PyTorch's biases; SimpleRnn and LSTM have their sum b_ih + b_hh, and are
 * written with it as b_ih beside a b_hh of zeros. Other tensors of a file are stepped over. Weights
 * do not depend on {@code batch_first}. Files of up to 1 GiB are read.
 */
public final class TorchWeights {
    private TorchWeights() {}

    /**
     * Reads the modules of a file.
     *
     * @param file a .safetensors file with a state_dict, in F16, BF16, F32 or F64
     * @return one or more modules in the order of their data, by the start of their tensors' names
     * @throws ModelFileException if the file cannot be read, is malformed or holds none, a tensor
     *     of a module is missing or has another shape than the others ask for
     */
    public static Map<String, TorchModule> read(Path file) throws ModelFileException {
        Map<String, Tensor> tensors = SafeTensors.read(file);
        Set<String> names = new LinkedHashSet<>();
        tensors.keySet()
                .forEach(
                        name -> TorchName.parse(name).map(TorchName::module).ifPresent(names::add));
        if (names.isEmpty()) {
            throw ModelFileException.of(
                    file, "holds no nn.RNN, nn.LSTM or nn.GRU; needs a tensor '…weight_ih_l0'");
        }
        Map<String, TorchModule> modules = new LinkedHashMap<>();
        for (String name : names) {
            modules.put(name, TorchModule.read(file, name, tensors));
        }
        return modules;
    }

    /**
     * Reads the module of a file that has one.
     *
     * @param file a .safetensors file with a state_dict, in F16, BF16, F32 or F64
     * @return its only recurrent module
     * @throws ModelFileException as {@link #read} does, and if there are several modules
     */
    public static TorchModule readOne(Path file) throws ModelFileException {
        Map<String, TorchModule> modules = read(file);
        if (modules.size() > 1) {
            throw ModelFileException.of(
                    file, "holds %d modules, %s; needs one", modules.size(), modules.keySet());
        }
        return modules.values().iterator().next();
    }

    /**
     * Writes the recurrent layers of a network as one module of PyTorch's, in the network's type.
     *
     * @param network with recurrent layers of this project, all of one cell and size, each above
     *     the first taking what the one below gives, all Bidirectional (CONCAT) or none
     * @param file replaced as a whole, or left as it was
     * @param name the start of the tensors' names, such as {@code encoder.}; empty for a module by
     *     itself
     * @throws ModelFileException if the file cannot be written
     * @throws IllegalArgumentException if PyTorch has no module that computes these layers
     */
    public static void write(MultiLayerNetwork network, Path file, String name)
            throws ModelFileException {
        write(
                type(network.getLayerWiseConfigurations().getDataType()),
                file,
                name,
                network.getLayers());
    }

    /**
     * Writes the recurrent layers of a graph as one module of PyTorch's, in the graph's type.
     *
     * @param graph with recurrent layers of this project, in topological order such as a module has
     * @param file replaced as a whole, or left as it was
     * @param name the start of the tensors' names; empty for a module by itself
     * @throws ModelFileException if the file cannot be written
     * @throws IllegalArgumentException if PyTorch has no module that computes these layers
     */
    public static void write(ComputationGraph graph, Path file, String name)
            throws ModelFileException {
        write(type(graph.getConfiguration().getDataType()), file, name, graph.getLayers());
    }

    /**
     * Writes some layers as one module of PyTorch's.
     *
     * @param type in which the file holds the weights, rounded to nearest
     * @param file replaced as a whole, or left as it was
     * @param name the start of the tensors' names; empty for a module by itself
     * @param layers initialised layers such as a module has, in its order; what is not recurrent
     *     among them is left out
     * @throws ModelFileException if the file cannot be written
     * @throws IllegalArgumentException if PyTorch has no module that computes these layers, or a
     *     weight is beyond the type's largest number
     */
    public static void write(TensorType type, Path file, String name, Layer... layers)
            throws ModelFileException {
        List<RecurrentPlace> places = TorchCells.required(RecurrentPlace.in(layers));
        requireOneModule(places);
        List<Tensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < places.size(); layer++) {
            RecurrentPlace place = places.get(layer);
            for (int direction = 0; direction < place.directions().size(); direction++) {
                LayerParameters ours =
                        LayerParameters.of(
                                place.directions().get(direction), place.views(direction));
                TorchWriter writer = new TorchWriter(type, name, layer, direction == 1);
                tensors.addAll(writer.tensors(ours));
            }
        }
        SafeTensors.write(file, tensors);
    }

    private static TensorType type(DataType type) {
        return switch (type) {
            case DOUBLE -> TensorType.F64;
            case HALF -> TensorType.F16;
            case BFLOAT16 -> TensorType.BF16;
            default -> TensorType.F32;
        };
    }

    private static void requireOneModule(List<RecurrentPlace> places) {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("there is no recurrent layer to write");
        }
        RecurrentPlace first = places.get(0);
        RecurrentCellLayer model = first.forward();
        for (int layer = 0; layer < places.size(); layer++) {
            RecurrentPlace place = places.get(layer);
            RecurrentCellLayer own = place.forward();
            long below = (long) first.directions().size() * model.getNOut();
            if (own.shape() != model.shape()
                    || own.getNOut() != model.getNOut()
                    || place.isBidirectional() != first.isBidirectional()
                    || !own.options().activation().equals(model.options().activation())
                    || (layer > 0 && own.getNIn() != below)) {
                throw new IllegalArgumentException(
                        "%s is no further layer of the module that starts with %s; needs its cell,"
                                        .formatted(place.described(), first.described())
                                + " activation, directions and nOut, and nIn = %d"
                                        .formatted(below));
            }
        }
    }
}
