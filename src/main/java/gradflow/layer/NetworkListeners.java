package gradflow.layer;

import java.util.Collection;
import java.util.stream.Stream;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * The listeners of the network a layer is in. A MultiLayerNetwork hands its own, living collection
 * to its layers when it makes them (and later additions to no one); a ComputationGraph hands over
 * none, but copies the collection that it has passed to its layers.
 */
final class NetworkListeners {
    private final Collection<TrainingListener> ofNetwork;

    NetworkListeners(Collection<TrainingListener> ofNetwork) {
        this.ofNetwork = ofNetwork;
    }

    Stream<TrainingListener> stream() {
        return ofNetwork == null ? Stream.empty() : ofNetwork.stream();
    }

    /** Sees to it that the network tells {@link BackwardLength} of its forward passes. */
    void watchBackwardLength() {
        if (ofNetwork != null && !ofNetwork.contains(BackwardLength.INSTANCE)) {
            ofNetwork.add(BackwardLength.INSTANCE);
        }
    }

    /** Does the same for a graph, which is about to copy {@code added} to its listeners. */
    Collection<TrainingListener> joinedBy(Collection<TrainingListener> added) {
        if (ofNetwork != null || added == null || added.contains(BackwardLength.INSTANCE)) {
            return added;
        }
        try {
            added.add(BackwardLength.INSTANCE);
        } catch (UnsupportedOperationException e) {
            // A list that cannot grow: the layer will warn that it does not know the length.
            return added;
        }
        return added;
    }
}
