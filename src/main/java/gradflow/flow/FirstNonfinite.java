package gradflow.flow;

import gradflow.flow.network.Batch;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import gradflow.probe.Norms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where in a pass a number first ceased to be finite. The pass is made again by a copy of the
 * network, in the order in which numbers are computed: forward through the layers and their time
 * steps, the loss, and back.
 */
final class FirstNonfinite extends BaseTrainingListener implements TimeStepGradientListener {
    private final List<WatchedLayer> layers;
    private final Directions directions;
    private final boolean timeIsLast;
    private final int stepsBefore;
    private String forward;
    private String backward;

    private FirstNonfinite(WatchedNetwork copy, int stepsBefore) {
        layers = copy.layers();
        directions = new Directions(copy);
        timeIsLast = copy.timeIsLast();
        this.stepsBefore = stepsBefore;
    }

    /**
     * The place in words; none if the pass is finite when it is made again.
     *
     * @param copy of the network that made the pass
     * @param batch what the network was shown
     * @param segments where the pass began
     */
    static Optional<String> inPass(WatchedNetwork copy, Batch batch, Segments segments) {
        copy.begin(segments.states());
        FirstNonfinite pass = new FirstNonfinite(copy, segments.stepsBefore());
        copy.pass(batch, pass);
        if (pass.forward != null) {
            return Optional.of(pass.forward);
        }
        return Double.isFinite(copy.model().score())
                ? Optional.ofNullable(pass.backward)
                : Optional.of("forward pass, loss");
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        // The first of them is the input.
        for (int i = 0; i < activations.size() - 1 && forward == null; i++) {
            forward(layers.get(i), activations.get(i + 1));
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        for (WatchedLayer layer : layers) {
            INDArray outputs = activations.get(layer.name());
            if (outputs != null && forward == null) {
                forward(layer, outputs);
            }
        }
    }

    private void forward(WatchedLayer layer, INDArray outputs) {
        if (isFinite(outputs)) {
            return;
        }
        if (outputs.rank() != 3) {
            forward = "forward pass, layer " + layer.number();
            return;
        }
        int axis = timeIsLast ? 2 : 1;
        for (int t = 0; t < outputs.size(axis) && forward == null; t++) {
            INDArray step =
                    timeIsLast
                            ? outputs.get(
                                    NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))
                            : outputs.get(
                                    NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all());
            forward = isFinite(step) ? null : place("forward", layer, t);
        }
    }

    @Override
    public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
        directions
                .next(layer)
                .filter(shown -> backward == null)
                .ifPresent(shown -> backward(shown.layer(), gradients));
    }

    private void backward(WatchedLayer layer, TimeStepGradients gradients) {
        List<String> gates = gradients.shape().gateNames();
        for (int t = gradients.timeSteps() - 1; t >= 0 && backward == null; t--) {
            if (!isFinite(TimeStep.of(gradients.hidden(), t))) {
                backward = place("backward", layer, t);
            } else {
                INDArray step = TimeStep.of(gradients.preActivation(), t);
                for (String gate : nonfinite(step, gates)) {
                    backward = place("backward", layer, t) + ", gate " + gate;
                    break;
                }
            }
        }
    }

    private static List<String> nonfinite(INDArray step, List<String> gates) {
        List<String> found = new ArrayList<>();
        int width = (int) step.size(1) / gates.size();
        for (int gate = 0; gate < gates.size(); gate++) {
            INDArray columns =
                    step.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(gate * width, (gate + 1) * width));
            if (!isFinite(columns)) {
                found.add(gates.get(gate));
            }
        }
        return found;
    }

    private String place(String direction, WatchedLayer layer, int timeStep) {
        return "%s pass, layer %d, time step %d"
                .formatted(direction, layer.number(), stepsBefore + timeStep + 1);
    }

    static boolean isFinite(INDArray array) {
        for (double value : Norms.values(array)) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
