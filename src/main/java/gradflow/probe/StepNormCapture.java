package gradflow.probe;

import gradflow.kernel.TimeStepNorms;
import gradflow.layer.TimeStepNormListener;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Takes the norms of all gradients of all time steps at every iteration of a network in training,
 * and keeps those of the last backward pass. In FLOAT a norm below about 1e-19 counts as zero;
 * profiles are taken in DOUBLE for that reason.
 */
public final class StepNormCapture extends BaseTrainingListener implements TimeStepNormListener {
    private TimeStepNorms last;

    @Override
    public void onTimeStepNorms(Layer layer, TimeStepNorms norms) {
        last = norms;
    }

    /**
     * The norms of the last backward pass, if there was one.
     *
     * @return of all its time steps
     */
    public Optional<TimeStepNorms> last() {
        return Optional.ofNullable(last);
    }
}
