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
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where a number first ceased to be finite. A pass is looked at only when one has: it is made again
 * by a copy of the network, with the same parameters, states and data, in the order in which
 * numbers are computed: forward through the layers and their time steps, the loss, and back.
 */
final class Divergence {
    private final ParameterNorms norms;
    private final List<String> gates;
    private final Map<Integer, Map<String, INDArray>> states = new HashMap<>();

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
     * Names places by the gates of the recurrent layers, in the order of their blocks of columns.
     */
    Divergence(ParameterNorms norms, List<String> gates) {
        this.norms = norms;
        this.gates = gates;
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
        Pass pass = new Pass(stepsBefore);
        copy.setListeners(pass);
        copy.setInputMiniBatchSize(network.batchSize());
        copy.setInput(network.getInput());
        copy.setLabels(network.getLabels());
        Layer output = network.getOutputLayer();
        copy.setLayerMaskArrays(null, output.getMaskArray());
        copy.computeGradientAndScore();
        if (pass.forward != null) {
            return Optional.of(pass.forward);
        }
        if (!Double.isFinite(copy.score())) {
            return Optional.of("forward pass, loss");
        }
        return Optional.ofNullable(pass.backward);
    }

    /** Takes down the first place of each direction. */
    private final class Pass extends BaseTrainingListener implements TimeStepGradientListener {
        private final int stepsBefore;
        private String forward;
        private String backward;

        Pass(int stepsBefore) {
            this.stepsBefore = stepsBefore;
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            // The first of them is the input.
            for (int layer = 0; layer < activations.size() - 1 && forward == null; layer++) {
                INDArray outputs = activations.get(layer + 1);
                if (outputs.rank() < 3) {
                    forward = isFinite(outputs) ? null : "forward pass, layer " + layer;
                    continue;
                }
                for (int t = 0; t < outputs.size(2) && forward == null; t++) {
                    INDArray step =
                            outputs.get(
                                    NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
                    forward = isFinite(step) ? null : place("forward", layer, t);
                }
            }
        }

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            for (int t = gradients.timeSteps() - 1; t >= 0 && backward == null; t--) {
                INDArray step = gradients.preActivation().slice(t);
                int width = (int) step.size(1) / gates.size();
                for (int gate = 0; gate < gates.size() && backward == null; gate++) {
                    INDArray columns =
                            step.get(
                                    NDArrayIndex.all(),
                                    NDArrayIndex.interval(gate * width, (gate + 1) * width));
                    if (!isFinite(columns)) {
                        backward = place("backward", layer.getIndex(), t) + gate(gates.get(gate));
                    }
                }
                if (backward == null && !isFinite(gradients.hidden().slice(t))) {
                    backward = place("backward", layer.getIndex(), t);
                }
            }
        }

        private String place(String direction, int layer, int timeStep) {
            return "%s pass, layer %d, time step %d"
                    .formatted(direction, layer, stepsBefore + timeStep + 1);
        }
    }

    private static boolean isFinite(INDArray array) {
        for (double value : Norms.values(array)) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
