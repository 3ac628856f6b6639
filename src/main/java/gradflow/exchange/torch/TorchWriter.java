package gradflow.exchange.torch;

import gradflow.exchange.LayerParameters;
import gradflow.exchange.TensorType;
import gradflow.exchange.file.Tensor;
import java.util.List;

/** Makes the tensors of one direction of a layer, as PyTorch's state_dict names them. */
public record TorchWriter(TensorType type, String module, int layer, boolean reverse) {

    /**
     * The tensors of one direction of one layer.
     *
     * @param ours its weights in our order of gates
     * @return weights and biases by PyTorch's names, in its order
     */
    public List<Tensor> tensors(LayerParameters ours) {
        TorchLayout torch = TorchLayout.of(ours);
        long rows = ours.columns();
        return List.of(
                tensor(TorchName.WEIGHT_IH, torch.weightIh(), rows, (long) ours.inputSize()),
                tensor(TorchName.WEIGHT_HH, torch.weightHh(), rows, (long) ours.hiddenSize()),
                tensor(TorchName.BIAS_IH, torch.biasIh(), rows),
                tensor(TorchName.BIAS_HH, torch.biasHh(), rows));
    }

    private Tensor tensor(String parameter, double[] values, Long... shape) {
        String name = new TorchName(module, parameter, layer, reverse).toString();
        for (double value : values) {
            if (Double.isFinite(value) && Double.isInfinite(type.rounded(value))) {
                throw new IllegalArgumentException(
                        "tensor '%s' has the weight %s, which %s cannot hold"
                                .formatted(name, value, type));
            }
        }
        return Tensor.of(name, type, List.of(shape), values);
    }
}
