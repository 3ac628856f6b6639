package gradflow.flow;

import gradflow.flow.network.Batch;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import gradflow.probe.FirstNonfinite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a pass again on a copy of a watched network, to find its first number that is not finite.
 */
final class PassAgain extends BaseTrainingListener implements TimeStepGradientListener {
    private final List<WatchedLayer> layers;
    private final Directions directions;
    private final boolean timeIsLast;
    private final FirstNonfinite first;

    private PassAgain(WatchedNetwork copy, int stepsBefore) {
        layers = copy.layers();
        directions = new Directions(copy);
        timeIsLast = copy.timeIsLast();
        first = new FirstNonfinite(stepsBefore);
    }

    /**
     * The place in words; none if the pass is finite when it is made again.
     *
     * @param copy of the network that made the pass
     * @param batch what the network was shown
     * @param segments where the pass began
     */
    static Optional<String> firstNonfinite(WatchedNetwork copy, Batch batch, Segments segments) {
        copy.begin(segments.states());
        PassAgain pass = new PassAgain(copy, segments.stepsBefore());
        copy.pass(batch, pass);
        return pass.first.place(copy.model().score());
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        // The first of them is the input.
        for (int i = 0; i < activations.size() - 1; i++) {
            first.forward(layers.get(i).number(), activations.get(i + 1), timeIsLast);
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        for (WatchedLayer layer : layers) {
            INDArray outputs = activations.get(layer.name());
            if (outputs != null) {
                first.forward(layer.number(), outputs, timeIsLast);
            }
        }
    }

    @Override
    public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
        directions.next(layer).ifPresent(one -> first.backward(one.layer().number(), gradients));
    }
}
