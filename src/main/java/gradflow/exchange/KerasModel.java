package gradflow.exchange;

import gradflow.exchange.keras.KerasTensor;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network read from a Keras file, and the masks that Keras would make of its inputs. */
public final class KerasModel {
    private final ComputationGraph network;
    private final List<KerasTensor.Mask> masks;

    /**
     * A network as {@link KerasModels} reads it.
     *
     * @param network initialised, with the model's weights
     * @param masks one for each input; null for one that is not masked
     */
    public KerasModel(ComputationGraph network, List<KerasTensor.Mask> masks) {
        this.network = network;
        this.masks = masks;
    }

    /**
     * The network, with one layer or vertex for each layer of the model under its name. Sequences
     * are [batch, time, size] as in Keras, tokens of an Embedding [batch, time].
     *
     * @return a graph with inputs and outputs in the model's order; stateful layers go on from call
     *     to call of {@code rnnTimeStep} until {@code rnnClearPreviousState}
     */
    public ComputationGraph network() {
        return network;
    }

    /**
     * The feature masks of some inputs, as Masking and {@code mask_zero} make them; a DataSet needs
     * them for training and evaluation.
     *
     * @param inputs one for each of the network's
     * @return one of [batch, time] for each input, null for one that is not masked; null if none is
     */
    public INDArray[] masks(INDArray... inputs) {
        if (inputs.length != masks.size()) {
            throw new IllegalArgumentException(
                    "got %d inputs; needs %d".formatted(inputs.length, masks.size()));
        }
        if (masks.stream().allMatch(Objects::isNull)) {
            return null;
        }
        INDArray[] found = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            found[i] = masks.get(i) == null ? null : mask(masks.get(i), inputs[i]);
        }
        return found;
    }

    private INDArray mask(KerasTensor.Mask mask, INDArray input) {
        INDArray x = input.castTo(network.getConfiguration().getDataType());
        return mask.ofTokens()
                ? x.neq(mask.value()).castTo(x.dataType())
                : KerasMasking.mask(x, mask.value());
    }

    /**
     * What Keras's {@code predict} gives: outputs without dropout, under the inputs' masks.
     *
     * @param inputs one for each of the network's
     * @return one for each of the network's outputs
     */
    public INDArray[] output(INDArray... inputs) {
        INDArray[] featureMasks = masks(inputs);
        return featureMasks == null
                ? network.output(false, inputs)
                : network.output(false, inputs, featureMasks);
    }
}
