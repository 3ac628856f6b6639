package gradflow.exchange.torch;

import gradflow.layer.RecurrentCellLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One recurrent layer of a network, out of whatever wraps it (LastTimeStep, MaskZero, frozen).
 *
 * @param described its place and cell, for messages
 * @param forward the layer, or the forward one of a Bidirectional
 * @param backward the backward one of a Bidirectional that concatenates, else null
 * @param views parameters as the network names them, which write through to it
 */
public record RecurrentPlace(
        String described,
        RecurrentCellLayer forward,
        RecurrentCellLayer backward,
        Map<String, INDArray> views) {

    /**
     * Whether the layer has both directions.
     *
     * @return whether a Bidirectional is around it
     */
    public boolean isBidirectional() {
        return backward != null;
    }

    /**
     * The configurations of its directions.
     *
     * @return one or two, the forward one first
     */
    public List<RecurrentCellLayer> directions() {
        return isBidirectional() ? List.of(forward, backward) : List.of(forward);
    }

    /**
     * Parameters of direction 0 (forward) or 1 (backward) under their bare names.
     *
     * @return name to view, such as {@code W}
     */
    public Map<String, INDArray> views(int direction) {
        if (!isBidirectional()) {
            return views;
        }
        String prefix = direction == 0 ? "f" : "b";
        Map<String, INDArray> own = new LinkedHashMap<>();
        views.forEach(
                (key, view) -> {
                    if (key.startsWith(prefix)) {
                        own.put(key.substring(1), view);
                    }
                });
        return own;
    }

    /**
     * The recurrent layers of a network, in its order.
     *
     * @return one for each recurrent layer, both directions of a Bidirectional together
     * @throws IllegalArgumentException if one is not of this project's, or its directions are not
     *     concatenated
     */
    public static List<RecurrentPlace> in(Layer[] layers) {
        List<RecurrentPlace> places = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            org.deeplearning4j.nn.conf.layers.Layer bare = unwrapped(layers[i].conf().getLayer());
            if (bare instanceof Bidirectional both) {
                places.add(bidirectional(i, both, layers[i]));
            } else if (bare instanceof BaseRecurrentLayer recurrent) {
                RecurrentCellLayer own = own(i, recurrent);
                places.add(
                        new RecurrentPlace(described(i, own), own, null, layers[i].paramTable()));
            }
        }
        return places;
    }

    private static RecurrentPlace bidirectional(int index, Bidirectional both, Layer layer) {
        RecurrentCellLayer forward = own(index, unwrapped(both.getFwd()));
        if (both.getMode() != Bidirectional.Mode.CONCAT) {
            throw new IllegalArgumentException(
                    "layer %d: a Bidirectional of mode %s; needs CONCAT, as PyTorch has"
                            .formatted(index, both.getMode()));
        }
        return new RecurrentPlace(
                described(index, forward) + " in both directions",
                forward,
                own(index, unwrapped(both.getBwd())),
                layer.paramTable());
    }

    private static RecurrentCellLayer own(
            int index, org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof RecurrentCellLayer own) {
            return own;
        }
        throw new IllegalArgumentException(
                "layer %d: a %s; needs a layer of gradflow.layer, which StockLayers.fromStock makes"
                        .formatted(index, layer.getClass().getName()));
    }

    private static String described(int index, RecurrentCellLayer layer) {
        return "layer %d, %s".formatted(index, layer.getClass().getSimpleName());
    }

    private static org.deeplearning4j.nn.conf.layers.Layer unwrapped(
            org.deeplearning4j.nn.conf.layers.Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer bare = layer;
        while (true) {
            if (bare instanceof BaseWrapperLayer wrapper) {
                bare = wrapper.getUnderlying();
            } else if (bare instanceof FrozenLayer frozen) {
                bare = frozen.getLayer();
            } else {
                return bare;
            }
        }
    }
}
