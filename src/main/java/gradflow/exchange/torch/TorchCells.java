package gradflow.exchange.torch;

import gradflow.exchange.ModelFileException;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import gradflow.layer.RecurrentCellLayer;
import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Tells layers that PyTorch has from those that it has not. */
public final class TorchCells {
    private TorchCells() {}

    /**
     * The places as they are, each of a layer that one of PyTorch's modules computes.
     *
     * @return {@code places}
     */
    public static List<RecurrentPlace> required(List<RecurrentPlace> places) {
        for (RecurrentPlace place : places) {
            for (RecurrentCellLayer layer : place.directions()) {
                require(place.described(), layer);
            }
        }
        return places;
    }

    private static void require(String described, RecurrentCellLayer layer) {
        CellOptions options = layer.options();
        boolean known =
                switch (layer.shape()) {
                    case SIMPLE_RNN, LSTM, GRU -> true;
                    default -> false;
                };
        if (!known) {
            throw refused(described, layer.shape() + ", which PyTorch has not");
        }
        if (options.normalized()) {
            throw refused(described, "layer normalisation, which PyTorch's modules have not");
        }
        if (!options.leak().equals(Leak.NONE)) {
            throw refused(described, "a leak or residual connection, which PyTorch has not");
        }
        requireActivation(layer.shape(), options.activation(), described);
        if (layer.shape() != CellShape.SIMPLE_RNN
                && !(options.gateActivation() instanceof ActivationSigmoid)) {
            throw refused(described, "gates of " + options.gateActivation() + "; needs sigmoid");
        }
    }

    /**
     * Refuses an activation that PyTorch has not for a cell.
     *
     * @throws IllegalArgumentException with the name that the layer is described by
     */
    public static void requireActivation(CellShape cell, IActivation activation, String described) {
        boolean relu = activation instanceof ActivationReLU plain && isPlain(plain);
        boolean isRnn = cell == CellShape.SIMPLE_RNN;
        if (!(activation instanceof ActivationTanH) && !(isRnn && relu)) {
            throw refused(
                    described,
                    "activation %s; %s needs %s"
                            .formatted(
                                    activation,
                                    TorchLayout.moduleName(cell),
                                    isRnn ? "tanh or relu" : "tanh"));
        }
    }

    private static boolean isPlain(ActivationReLU relu) {
        return relu.equals(new ActivationReLU());
    }

    private static IllegalArgumentException refused(String described, String problem) {
        return new IllegalArgumentException(ModelFileException.line(described + ": " + problem));
    }
}
