package gradflow.exchange.torch;

import gradflow.exchange.ModelFileException;
import gradflow.kernel.CellShape;
import gradflow.layer.RecurrentCellLayer;
import java.nio.file.Path;

/**
 * What the shapes of a module's tensors tell about it.
 *
 * @param name the start of its tensors' names
 * @param cell SIMPLE_RNN, LSTM or GRU
 * @param inputSize I of the first layer
 * @param hiddenSize H of each direction
 * @param layers 1 or more
 * @param bidirectional whether there are tensors with {@code _reverse}
 * @param bias whether there are biases
 */
public record TorchSizes(
        String name,
        CellShape cell,
        int inputSize,
        int hiddenSize,
        int layers,
        boolean bidirectional,
        boolean bias) {

    /**
     * Directions of each layer.
     *
     * @return 1 or 2
     */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /**
     * A higher layer takes what all directions of the one below give.
     *
     * @return inputs of that layer, counted from 0
     */
    public int inputSize(int layer) {
        return layer == 0 ? inputSize : directions() * hiddenSize;
    }

    /**
     * The module in words.
     *
     * @return for messages
     */
    public String described() {
        String module = name.isEmpty() ? "" : "'" + name + "', ";
        return module
                + "%s(%d, %d%s%s%s)"
                        .formatted(
                                TorchLayout.moduleName(cell),
                                inputSize,
                                hiddenSize,
                                layers == 1 ? "" : ", num_layers=" + layers,
                                bidirectional ? ", bidirectional=True" : "",
                                bias ? "" : ", bias=False");
    }

    /** A layer of the module has to have the cell, the directions and the sizes of its place. */
    public void requireFit(Path file, int layer, RecurrentPlace place) throws ModelFileException {
        if (place.isBidirectional() != bidirectional || place.forward().shape() != cell) {
            throw ModelFileException.of(
                    file, "%s does not fit into %s", described(), place.described());
        }
        for (int direction = 0; direction < directions(); direction++) {
            RecurrentCellLayer ours = place.directions().get(direction);
            boolean reverse = direction == 1;
            int gates = cell.gateCount();
            require(
                    file,
                    new TorchName(name, TorchName.WEIGHT_HH, layer, reverse),
                    new long[] {(long) gates * hiddenSize, hiddenSize},
                    new long[] {gates * ours.getNOut(), ours.getNOut()},
                    place);
            require(
                    file,
                    new TorchName(name, TorchName.WEIGHT_IH, layer, reverse),
                    new long[] {(long) gates * hiddenSize, inputSize(layer)},
                    new long[] {gates * ours.getNOut(), ours.getNIn()},
                    place);
        }
    }

    private static void require(
            Path file, TorchName tensor, long[] got, long[] needed, RecurrentPlace place)
            throws ModelFileException {
        if (got[0] != needed[0] || got[1] != needed[1]) {
            throw ModelFileException.of(
                    file,
                    "tensor '%s' has shape [%d, %d]; %s needs [%d, %d]",
                    tensor,
                    got[0],
                    got[1],
                    place.described(),
                    needed[0],
                    needed[1]);
        }
    }
}
