package gradflow.layer;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the mean loss, summed over the batch, by a network's own backward pass. */
final class NetworkGradients {
    private NetworkGradients() {}

    static Map<String, INDArray> of(MultiLayerNetwork net, INDArray x, INDArray y) {
        return of(net, x, y, null, null);
    }

    static Map<String, INDArray> of(
            MultiLayerNetwork net, INDArray x, INDArray y, INDArray mask, INDArray labelMask) {
        net.setInput(x);
        net.setLabels(y);
        net.setLayerMaskArrays(mask, labelMask);
        net.computeGradientAndScore();
        net.clearLayerMaskArrays();
        return copy(net.gradient().gradientForVariable());
    }

    static Map<String, INDArray> of(ComputationGraph net, INDArray x, INDArray y) {
        return of(net, x, y, null, null);
    }

    static Map<String, INDArray> of(
            ComputationGraph net, INDArray x, INDArray y, INDArray mask, INDArray labelMask) {
        net.setInput(0, x);
        net.setLabel(0, y);
        net.setLayerMaskArrays(
                mask == null ? null : new INDArray[] {mask},
                labelMask == null ? null : new INDArray[] {labelMask});
        net.computeGradientAndScore();
        net.clearLayerMaskArrays();
        return copy(net.gradient().gradientForVariable());
    }

    private static Map<String, INDArray> copy(Map<String, INDArray> views) {
        Map<String, INDArray> copy = new HashMap<>();
        views.forEach((key, value) -> copy.put(key, value.dup()));
        return copy;
    }

    /** The largest difference of two arrays over the largest value of the second. */
    static double relativeError(INDArray actual, INDArray expected) {
        double scale = expected.amaxNumber().doubleValue();
        double difference =
                actual.sub(expected.castTo(actual.dataType())).amaxNumber().doubleValue();
        return scale == 0 ? difference : difference / scale;
    }

    /** The worst of all arrays. */
    static double relativeError(Map<String, INDArray> actual, Map<String, INDArray> expected) {
        if (!actual.keySet().equals(expected.keySet())) {
            throw new AssertionError(actual.keySet() + " instead of " + expected.keySet());
        }
        return expected.entrySet().stream()
                .mapToDouble(e -> relativeError(actual.get(e.getKey()), e.getValue()))
                .max()
                .orElseThrow();
    }
}
