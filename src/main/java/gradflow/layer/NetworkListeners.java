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
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Collection<TrainingListener> ofNetwork;

    NetworkListeners(Collection<TrainingListener> ofNetwork) {
        this.ofNetwork = ofNetwork;
    }

    /** What shows a backward pass of {@code layer} to whoever asks for it, or null. */
    Consumer<TimeStepGradients> gradientObserver(Layer layer) {
        var asking =
                asking(TimeStepGradientListener.class, layer).stream()
                        .filter(TimeStepGradientListener::wantsTimeStepGradients)
                        .toList();
        return asking.isEmpty()
                ? null
                : gradients -> asking.forEach(l -> l.onTimeStepGradients(layer, gradients));
    }

    /** What shows norms of a backward pass to whoever asks for them, or null. */
    Consumer<TimeStepNorms> normObserver(Layer layer) {
        var asking =
                asking(TimeStepNormListener.class, layer).stream()
                        .filter(TimeStepNormListener::wantsTimeStepNorms)
                        .toList();
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

    /** Whether the layer is one of a MultiLayerNetwork. */
    boolean areOfMultiLayerNetwork() {
        return ofNetwork != null;
    }

    /**
     * Puts {@link BackwardLength} among listeners that the network has or is about to copy, so that
     * it is told of the forward passes. In a list that cannot grow it does not stay: a
     * MultiLayerNetwork gets it back by {@link #watchBackwardLength}, the layers of a graph warn.
     */
    Collection<TrainingListener> joinedBy(Collection<TrainingListener> added) {
        if (added != null && !added.contains(BackwardLength.INSTANCE)) {
            try {
                added.add(BackwardLength.INSTANCE);
            } catch (UnsupportedOperationException e) {
                return added;
            }
        }
        return added;
    }

    /**
     * Has a MultiLayerNetwork tell {@link BackwardLength} of the pass that is being made. Not while
     * one of its listeners is called: the network is walking through their list then.
     */
    void watchBackwardLength() {
        if (ofNetwork != null
                && !ofNetwork.contains(BackwardLength.INSTANCE)
                && !isCalledByAListener()) {
            ofNetwork.add(BackwardLength.INSTANCE);
        }
    }

    private static boolean isCalledByAListener() {
        return STACK.walk(
                frames ->
                        frames.map(StackWalker.StackFrame::getDeclaringClass)
                                .anyMatch(TrainingListener.class::isAssignableFrom));
    }
}
