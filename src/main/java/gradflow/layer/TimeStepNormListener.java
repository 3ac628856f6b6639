package gradflow.layer;

import gradflow.kernel.TimeStepNorms;
import org.deeplearning4j.nn.api.Layer;

/**
 * Is told the norms of the gradient at every time step of every recurrent layer of this package.
 * Any {@link org.deeplearning4j.optimize.api.TrainingListener} of a network may implement it. Much
 * cheaper than {@link TimeStepGradientListener}, for use at every iteration.
 */
public interface TimeStepNormListener {

    /**
     * Called after a layer's backward pass, the top layer's first.
     *
     * @param layer as in {@link TimeStepGradientListener}
     * @param norms its own arrays, to be kept if wanted
     */
    void onTimeStepNorms(Layer layer, TimeStepNorms norms);

    /**
     * Whether the norms of the backward pass that is about to be made are wanted; asked before
     * each.
     *
     * @return true unless a listener says otherwise
     */
    default boolean wantsTimeStepNorms() {
        return true;
    }
}
