package gradflow.flow.network;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A MultiLayerNetwork or a ComputationGraph, what the instrument needs of either. */
public interface WatchedNetwork {

    /**
     * The lengths of truncated BPTT.
     *
     * @param forward time steps of a segment
     * @param backward time steps that the gradient travels back
     */
    record Cut(int forward, int backward) {}

    /**
     * The network behind a model.
     *
     * @param model what a listener is called with
     * @return none if it is of another class
     */
    static Optional<WatchedNetwork> of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return Optional.of(new WatchedStack(network));
        }
        return model instanceof ComputationGraph graph
                ? Optional.of(new WatchedGraph(graph))
                : Optional.empty();
    }

    /**
     * Deeplearning4j's object.
     *
     * @return a MultiLayerNetwork or a ComputationGraph
     */
    Model model();

    /**
     * The layers in the order in which they are computed.
     *
     * @return without vertices of a graph that are no layers
     */
    List<WatchedLayer> layers();

    /**
     * How a training over long sequences is cut.
     *
     * @return none unless the network is trained by truncated BPTT
     */
    Optional<Cut> cut();

    /**
     * Whether sequences are [B, size, T] rather than [B, T, size].
     *
     * @return what the output layers say
     */
    boolean timeIsLast();

    /**
     * The batch of the pass that is being made; called from {@code onBackwardPass}.
     *
     * @return the network's own arrays, views perhaps
     */
    Batch batch();

    /**
     * A copy to look at the whole gradient: in DOUBLE, without truncation, dropout and weight
     * noise, with the layers of {@code gradflow.layer} in place of stock ones.
     *
     * @return makes it of what was copied in this call, in any thread: the network itself is locked
     *     while it trains
     */
    Supplier<WatchedNetwork> twin();

    /**
     * A copy that makes the same pass again.
     *
     * @return makes it, as above
     */
    Supplier<WatchedNetwork> copy();

    /**
     * Makes a forward and a backward pass, and no update.
     *
     * @param batch what is shown
     * @param listener the only one
     */
    void pass(Batch batch, TrainingListener listener);

    /**
     * The parameters by the names of the network's table.
     *
     * @return views
     */
    default Map<String, INDArray> parameters() {
        return model().paramTable();
    }

    /**
     * What stands in the gradient views: the gradient, after an update what was subtracted.
     *
     * @return views by the parameters' names
     */
    default Map<String, INDArray> gradients() {
        return model().gradient().gradientForVariable();
    }

    /**
     * The states with which a segment ended.
     *
     * @return copies by the layers' numbers
     */
    default Map<Integer, Map<String, INDArray>> states() {
        Map<Integer, Map<String, INDArray>> states = new HashMap<>();
        for (WatchedLayer watched : layers()) {
            if (watched.layer() instanceof RecurrentLayer layer && !watched.isBidirectional()) {
                Map<String, INDArray> copies = new HashMap<>();
                layer.rnnGetTBPTTState()
                        .forEach((name, state) -> copies.put(name, state.dup().detach()));
                states.put(watched.number(), copies);
            }
        }
        return states;
    }

    /**
     * Has the next pass over a segment begin with other states.
     *
     * @param states of {@link #states}
     */
    default void begin(Map<Integer, Map<String, INDArray>> states) {
        Collection<WatchedLayer> layers = layers();
        for (WatchedLayer watched : layers) {
            Map<String, INDArray> state = states.get(watched.number());
            if (state != null && watched.layer() instanceof RecurrentLayer layer) {
                layer.rnnSetTBPTTState(state);
            }
        }
    }
}
