package gradflow.layer;

import gradflow.kernel.TimeStepGradients;
import org.deeplearning4j.nn.api.Layer;

/**
 * Is shown the gradient at every time step of every recurrent layer of this package, from the
 * backward pass that computes the parameters' gradient anyway. Any {@link
 * org.deeplearning4j.optimize.api.TrainingListener} of a network may implement it; when none does,
 * it costs nothing.
 */
public interface TimeStepGradientListener {

    /**
     * Called after a layer's backward pass, the top layer's first.
     *
     * @param layer the layer; {@code layer.getIndex()} is its place in the network. The two
     *     directions of a Bidirectional share it and come forward first; the backward one counts
     *     its time steps from the end of the sequence
     * @param gradients one per example, not averaged; valid only during the call, so reduce them to
     *     numbers or keep {@code detach()}ed copies ({@code dup()} stays in the same workspace)
     */
    void onTimeStepGradients(Layer layer, TimeStepGradients gradients);

    /**
     * Whether the backward pass that is about to be made should be shown; asked before each.
     *
     * @return true unless a listener says otherwise; a pass that nobody wants costs nothing more
     */
    default boolean wantsTimeStepGradients() {
        return true;
    }
}
