package gradflow.exchange.torch;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.TensorType;
import gradflow.exchange.file.Tensor;
import gradflow.kernel.CellShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of one module in a file.
 *
 * @param file for messages
 * @param module the start of their names
 * @param tensors all of the file
 */
public record TorchTensors(Path file, String module, Map<String, Tensor> tensors) {

    /**
     * What the first layer's shapes tell; every tensor of the module has to belong to it.
     *
     * @return cell, sizes, layers and directions of the module
     */
    public TorchSizes sizes() throws ModelFileException {
        TorchName first = new TorchName(module, TorchName.WEIGHT_HH, 0, false);
        List<Long> recurrent = tensor(first).shape();
        long hidden = recurrent.size() == 2 ? recurrent.get(1) : 0;
        CellShape cell =
                hidden > 0 && recurrent.get(0) % hidden == 0
                        ? TorchLayout.cell(recurrent.get(0) / hidden)
                        : null;
        if (cell == null) {
            throw ModelFileException.of(
                    file,
                    "tensor '%s' has shape %s; needs [H, H] (RNN), [3·H, H] (GRU) or [4·H, H]"
                            + " (LSTM) with H from 1",
                    first,
                    recurrent);
        }
        TorchName input = new TorchName(module, TorchName.WEIGHT_IH, 0, false);
        List<Long> shape = tensor(input).shape();
        if (shape.size() != 2 || shape.get(1) < 1) {
            throw ModelFileException.of(
                    file, "tensor '%s' has shape %s; needs [G·H, I] with I from 1", input, shape);
        }
        int layers = 1;
        while (has(TorchName.WEIGHT_IH, layers, false)) {
            layers++;
        }
        TorchSizes sizes =
                new TorchSizes(
                        module,
                        cell,
                        Math.toIntExact(shape.get(1)),
                        Math.toIntExact(hidden),
                        layers,
                        has(TorchName.WEIGHT_IH, 0, true),
                        has(TorchName.BIAS_IH, 0, false));
        requireNoOther(sizes);
        return sizes;
    }

    private boolean has(String parameter, int layer, boolean reverse) {
        return tensors.containsKey(new TorchName(module, parameter, layer, reverse).toString());
    }

    private void requireNoOther(TorchSizes sizes) throws ModelFileException {
        Set<String> parameters = new HashSet<>(List.of(TorchName.WEIGHT_IH, TorchName.WEIGHT_HH));
        if (sizes.bias()) {
            parameters.addAll(List.of(TorchName.BIAS_IH, TorchName.BIAS_HH));
        }
        for (String name : tensors.keySet()) {
            TorchName parts = TorchName.parse(name).orElse(null);
            if (parts == null || !parts.module().equals(module)) {
                continue;
            }
            if (parts.parameter().equals(TorchName.PROJECTION)) {
                throw ModelFileException.of(
                        file, "tensor '%s' is of an LSTM with proj_size; needs proj_size=0", name);
            }
            if (!parameters.contains(parts.parameter())
                    || parts.layer() >= sizes.layers()
                    || (parts.reverse() && !sizes.bidirectional())) {
                throw ModelFileException.of(
                        file,
                        "tensor '%s' does not belong to a whole module; there are layers 0 to %d",
                        name,
                        sizes.layers() - 1);
            }
        }
    }

    /**
     * One direction of one layer, every tensor of the shape that the sizes ask for.
     *
     * @return its weights in PyTorch's order of gates
     */
    public TorchLayout direction(TorchSizes sizes, int layer, boolean reverse)
            throws ModelFileException {
        long rows = (long) sizes.cell().gateCount() * sizes.hiddenSize();
        return new TorchLayout(
                values(TorchName.WEIGHT_IH, layer, reverse, rows, (long) sizes.inputSize(layer)),
                values(TorchName.WEIGHT_HH, layer, reverse, rows, (long) sizes.hiddenSize()),
                sizes.bias() ? values(TorchName.BIAS_IH, layer, reverse, rows) : null,
                sizes.bias() ? values(TorchName.BIAS_HH, layer, reverse, rows) : null);
    }

    private double[] values(String parameter, int layer, boolean reverse, Long... shape)
            throws ModelFileException {
        Tensor tensor = tensor(new TorchName(module, parameter, layer, reverse));
        if (!tensor.shape().equals(List.of(shape))) {
            throw ModelFileException.of(
                    file,
                    "tensor '%s' has shape %s; needs %s",
                    tensor.name(),
                    tensor.shape(),
                    List.of(shape));
        }
        return tensor.values();
    }

    private Tensor tensor(TorchName name) throws ModelFileException {
        Tensor tensor = tensors.get(name.toString());
        if (tensor == null) {
            throw ModelFileException.of(file, "there is no tensor '%s'", name);
        }
        if (TensorType.named(tensor.type()).isEmpty()) {
            throw ModelFileException.of(
                    file,
                    "tensor '%s' has dtype %s; needs one of %s",
                    name,
                    tensor.type(),
                    Arrays.toString(TensorType.values()));
        }
        return tensor;
    }
}
