package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.SequenceDropout;
import gradflow.kernel.CellShape;
import gradflow.layer.CellLayers;
import gradflow.layer.GatedCellLayer;
import gradflow.layer.RecurrentCellLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * A SimpleRNN, LSTM or GRU of Keras.
 *
 * @param node its configuration
 * @param cell ours
 * @param units H
 * @param activation of the candidate or hidden state
 * @param gateActivation of the gates; null for a SimpleRNN
 * @param hasBias {@code use_bias}
 * @param sequences {@code return_sequences}
 * @param backwards {@code go_backwards}
 * @param isStateful whether the state goes on from batch to batch
 * @param zeroed {@code zero_output_for_mask}
 * @param dropout of the inputs
 */
record KerasCell(
        KerasNode node,
        CellShape cell,
        int units,
        IActivation activation,
        IActivation gateActivation,
        boolean hasBias,
        boolean sequences,
        boolean backwards,
        boolean isStateful,
        boolean zeroed,
        double dropout) {

    static boolean isCell(String className) {
        return className.equals("SimpleRNN") || className.equals("LSTM") || className.equals("GRU");
    }

    static KerasCell of(KerasNode node) throws ModelFileException {
        node.requireOnly(
                "units",
                "output_dim",
                "activation",
                "recurrent_activation",
                "inner_activation",
                "use_bias",
                "return_sequences",
                "go_backwards",
                "stateful",
                "zero_output_for_mask",
                "dropout",
                "dropout_W",
                "reset_after");
        boolean isGated = !node.className().equals("SimpleRNN");
        IActivation activation = KerasActivations.of(node, "activation");
        IActivation gates =
                isGated
                        ? KerasActivations.of(node, "recurrent_activation", "inner_activation")
                        : null;
        if (activation instanceof ActivationSoftmax || gates instanceof ActivationSoftmax) {
            throw node.refused("has a softmax; needs an activation of single units");
        }
        return new KerasCell(
                node,
                cell(node),
                node.size("units", "output_dim"),
                activation,
                gates,
                node.flag(true, "use_bias"),
                node.flag(false, "return_sequences"),
                node.flag(false, "go_backwards"),
                node.flag(false, "stateful"),
                node.flag(false, "zero_output_for_mask"),
                node.rate("dropout", "dropout_W"));
    }

    /** The reset gate comes before the product where nothing is said: in Keras up to 2.1. */
    private static CellShape cell(KerasNode node) throws ModelFileException {
        return switch (node.className()) {
            case "SimpleRNN" -> CellShape.SIMPLE_RNN;
            case "LSTM" -> CellShape.LSTM;
            default -> node.flag(false, "reset_after") ? CellShape.GRU : CellShape.GRU_RESET_BEFORE;
        };
    }

    /** A cell that gives outputs of a Bidirectional, zero at masked steps where Keras has that. */
    KerasCell inBidirectional() {
        boolean zeroes = sequences && node.version().zeroesBidirectional();
        return new KerasCell(
                node,
                cell,
                units,
                activation,
                gateActivation,
                hasBias,
                sequences,
                backwards,
                isStateful,
                zeroed || zeroes,
                dropout);
    }

    /** This cell reading its sequences from their end to their beginning, or back again. */
    KerasCell turned() {
        return new KerasCell(
                node,
                cell,
                units,
                activation,
                gateActivation,
                hasBias,
                sequences,
                !backwards,
                isStateful,
                zeroed,
                dropout);
    }

    /** The layer of one direction. */
    RecurrentCellLayer layer(int inputSize) {
        RecurrentCellLayer.Builder<?> builder = CellLayers.builder(cell);
        builder.nIn(inputSize).nOut(units).activation(activation).dataFormat(RNNFormat.NWC);
        if (builder instanceof GatedCellLayer.Builder<?> gated) {
            gated.gateActivation(gateActivation);
        }
        if (dropout > 0) {
            builder.dropOut(new SequenceDropout(1 - dropout));
        }
        return builder.build();
    }
}
