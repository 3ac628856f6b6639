package gradflow.flow;

import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;

/**
 * Tells which layer a backward pass belongs to, and which direction of a Bidirectional: both have
 * one index, and the forward one comes first.
 */
final class Directions {
    private final Map<Integer, WatchedLayer> byIndex = new HashMap<>();
    private final Map<Integer, Integer> seen = new HashMap<>();

    /**
     * A layer's pass.
     *
     * @param layer which
     * @param isBackward whether it runs from the end of the sequence to its beginning
     */
    record Direction(WatchedLayer layer, boolean isBackward) {}

    Directions(WatchedNetwork network) {
        network.layers().forEach(layer -> byIndex.put(layer.index(), layer));
    }

    /** A new pass begins. */
    void restart() {
        seen.clear();
    }

    /** The next layer that was shown; none if it is unknown. */
    Optional<Direction> next(Layer shown) {
        int before = seen.merge(shown.getIndex(), 1, Integer::sum) - 1;
        return Optional.ofNullable(byIndex.get(shown.getIndex()))
                .map(layer -> new Direction(layer, layer.isBidirectional() && before == 1));
    }
}
