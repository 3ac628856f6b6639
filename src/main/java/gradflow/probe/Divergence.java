package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where in an experiment's training a number first ceased to be finite. A pass is looked at only
 * when one has: it is made again by a copy of the network, with the same parameters, states and
 * data, under the eyes of {@link FirstNonfinite}.
 */
final class Divergence {
    private final ParameterNorms norms;
    private final Map<Integer, Map<String, INDArray>> states = new HashMap<>();

    Divergence(ParameterNorms norms) {
        this.norms = norms;
    }

    /**
     * Keeps the states with which the next segment of a sequence begins: a layer has its end's when
     * the pass can be looked at.
     *
     * @param isFirst whether the next segment is the first of its sequence, which begins without
     */
    void beforeSegment(MultiLayerNetwork network, boolean isFirst) {
        states.clear();
        for (int i = 0; i < network.getnLayers() && !isFirst; i++) {
            if (network.getLayer(i) instanceof RecurrentLayer layer) {
                Map<String, INDArray> copies = new HashMap<>();
                layer.rnnGetTBPTTState()
                        .forEach((name, state) -> copies.put(name, state.dup().detach()));
                states.put(i, copies);
            }
        }
    }

    /**
     * Where in the pass that led to a gradient that is not finite; called before the update.
     *
     * @param stepsBefore time steps of the sequence that came before this segment
     */
    String inPass(MultiLayerNetwork network, int stepsBefore) {
        String parameter = parameter(network, norms.ofGradient(network));
        try {
            return again(network, stepsBefore).orElse("backward pass, gradient of " + parameter);
        } catch (RuntimeException notCopied) {
            // The run has an end of its own, of which this is only the description.
            return "backward pass, gradient of " + parameter;
        }
    }

    /** Where after an update that has left a loss or a parameter that is not finite. */
    String afterUpdate(MultiLayerNetwork network) {
        return Double.isFinite(network.score())
                ? "update of " + parameter(network, norms.ofParameters(network))
                : "forward pass, loss";
    }

    private String parameter(MultiLayerNetwork network, double[] values) {
        List<ParameterNorms.Place> places = norms.places(network);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                ParameterNorms.Place place = places.get(i);
                return "parameter %s of layer %d%s"
                        .formatted(place.parameter(), place.layer(), gate(place.gate()));
            }
        }
        return "a parameter";
    }

    private static String gate(String name) {
        return name.isEmpty() ? "" : ", gate " + name;
    }

    private Optional<String> again(MultiLayerNetwork network, int stepsBefore) {
        MultiLayerNetwork copy = network.clone();
        states.forEach(
                (layer, state) -> ((RecurrentLayer) copy.getLayer(layer)).rnnSetTBPTTState(state));
        FirstNonfinite first = new FirstNonfinite(stepsBefore);
        copy.setListeners(new Shown(first));
        copy.setInputMiniBatchSize(network.batchSize());
        copy.setInput(network.getInput());
        copy.setLabels(network.getLabels());
        Layer output = network.getOutputLayer();
        copy.setLayerMaskArrays(null, output.getMaskArray());
        copy.computeGradientAndScore();
        return first.place(copy.score());
    }

    /** Hands on what a pass of our networks, time last, shows. */
    private static final class Shown extends BaseTrainingListener
            implements TimeStepGradientListener {
        private final FirstNonfinite first;

        Shown(FirstNonfinite first) {
            this.first = first;
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            // The first of them is the input.
            for (int layer = 0; layer < activations.size() - 1; layer++) {
                first.forward(layer, activations.get(layer + 1), true);
            }
        }

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            first.backward(layer.getIndex(), gradients);
        }
    }
}
