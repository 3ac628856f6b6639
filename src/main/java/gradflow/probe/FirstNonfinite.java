package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The place in one pass at which a number first ceased to be finite, in the order in which numbers
 * are computed: forward through the layers and their time steps, the loss, and back. A listener
 * hands it what it is shown; layers are named by the numbers that it gives.
 */
public final class FirstNonfinite {
    private final int stepsBefore;
    private String forward;
    private String backward;

    /**
     * A pass that has not begun.
     *
     * @param stepsBefore time steps of the sequence that came before this segment of it
     */
    public FirstNonfinite(int stepsBefore) {
        this.stepsBefore = stepsBefore;
    }

    /**
     * Looks at what a layer gave, after those below it.
     *
     * @param layer its number
     * @param outputs [B, H, T] or, if time is not last, [B, T, H]; of another rank without time
     * @param timeIsLast whether time is the last axis
     */
    public void forward(int layer, INDArray outputs, boolean timeIsLast) {
        if (forward != null || isFinite(outputs)) {
            return;
        }
        if (outputs.rank() != 3) {
            forward = "forward pass, layer " + layer;
            return;
        }
        int axis = timeIsLast ? 2 : 1;
        for (int t = 0; forward == null && t < outputs.size(axis); t++) {
            INDArray step =
                    timeIsLast
                            ? outputs.get(
                                    NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))
                            : outputs.get(
                                    NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all());
            forward = isFinite(step) ? null : place("forward", layer, t);
        }
    }

    /**
     * Looks at the gradients of a recurrent layer, after those above it.
     *
     * @param layer its number
     * @param gradients of all its time steps
     */
    public void backward(int layer, TimeStepGradients gradients) {
        for (int t = gradients.timeSteps() - 1; t >= 0 && backward == null; t--) {
            if (!isFinite(TimeStep.of(gradients.hidden(), t))) {
                backward = place("backward", layer, t);
            } else {
                String gate = gate(TimeStep.of(gradients.preActivation(), t), gradients);
                backward = gate == null ? null : place("backward", layer, t) + ", gate " + gate;
            }
        }
    }

    /** The first gate whose columns are not all finite; null for none. */
    private static String gate(INDArray step, TimeStepGradients gradients) {
        List<String> gates = gradients.shape().gateNames();
        int width = (int) step.size(1) / gates.size();
        for (int gate = 0; gate < gates.size(); gate++) {
            INDArray columns =
                    step.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(gate * width, (gate + 1) * width));
            if (!isFinite(columns)) {
                return gates.get(gate);
            }
        }
        return null;
    }

    /**
     * The place in words.
     *
     * @param loss of the pass
     * @return pass, layer, time step from 1 and gate, as far as they are known; empty if all was
     *     finite
     */
    public Optional<String> place(double loss) {
        if (forward != null) {
            return Optional.of(forward);
        }
        return Double.isFinite(loss)
                ? Optional.ofNullable(backward)
                : Optional.of("forward pass, loss");
    }

    private String place(String direction, int layer, int timeStep) {
        return "%s pass, layer %d, time step %d"
                .formatted(direction, layer, stepsBefore + timeStep + 1);
    }

    /**
     * Whether all numbers of an array are finite.
     *
     * @param array of any shape
     * @return false from the first infinity or NaN on
     */
    public static boolean isFinite(INDArray array) {
        for (double value : Norms.values(array)) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
