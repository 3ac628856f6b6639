package gradflow.layer;

import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.TimeStepNorms;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
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

    /** What shows a backward pass of {@code layer} to whoever asks for it, or null. */
    Consumer<TimeStepGradients> gradientObserver(Layer layer) {
        var asking = asking(TimeStepGradientListener.class, layer);
        return asking.isEmpty()
                ? null
                : gradients -> asking.forEach(l -> l.onTimeStepGradients(layer, gradients));
    }

    /** What shows norms of a backward pass to whoever asks for them, or null. */
    Consumer<TimeStepNorms> normObserver(Layer layer) {
        var asking = asking(TimeStepNormListener.class, layer);
        return asking.isEmpty()
                ? null
                : norms -> asking.forEach(l -> l.onTimeStepNorms(layer, norms));
    }

    private <L> List<L> asking(Class<L> kind, Layer layer) {
        Stream<TrainingListener> own = layer.getListeners().stream();
        return (ofNetwork == null ? own : Stream.concat(ofNetwork.stream(), own))
                .filter(kind::isInstance)
                .map(kind::cast)
                .distinct()
                .toList();
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
