package gradflow.flow;

import gradflow.flow.network.WatchedLayer;
import gradflow.probe.Norms;
import gradflow.stats.L2;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The norms of the gradient as the optimiser is given it. Deeplearning4j clips between two
 * callbacks, in place, so what its GradientNormalization does is worked out beside it.
 */
final class ClippedNorms {
    /** What DL4J divides by in place of a norm of 0. */
    private static final double ZERO_NORM = 1e-5;

    private final ParameterPlaces places;

    ClippedNorms(ParameterPlaces places) {
        this.places = places;
    }

    /**
     * A norm for each place.
     *
     * @param gradients summed over the batch
     * @param batchSize by which DL4J divides them before it clips
     */
    double[] of(Map<String, INDArray> gradients, int batchSize) {
        Map<String, Double> factors = new HashMap<>();
        List<ParameterPlaces.Place> all = places.all();
        double[] norms = new double[all.size()];
        for (int i = 0; i < norms.length; i++) {
            ParameterPlaces.Place place = all.get(i);
            INDArray gradient = gradients.get(place.key());
            if (gradient == null) {
                norms[i] = Double.NaN;
                continue;
            }
            double[] values = mean(place.of(gradient), batchSize);
            var config = place.layer().layer().getConfig();
            if (config.getGradientNormalization()
                    == GradientNormalization.ClipElementWiseAbsoluteValue) {
                double most = config.getGradientNormalizationThreshold();
                for (int j = 0; j < values.length; j++) {
                    values[j] = Math.max(-most, Math.min(most, values[j]));
                }
                norms[i] = L2.of(values);
            } else {
                double factor =
                        factors.computeIfAbsent(
                                place.key(), key -> factor(place, gradients, batchSize));
                norms[i] = factor * L2.of(values);
            }
        }
        return norms;
    }

    private static double factor(
            ParameterPlaces.Place place, Map<String, INDArray> gradients, int batchSize) {
        var config = place.layer().layer().getConfig();
        GradientNormalization kind = config.getGradientNormalization();
        double most = config.getGradientNormalizationThreshold();
        if (kind == null) {
            return 1;
        }
        return switch (kind) {
            case RenormalizeL2PerLayer -> 1 / positive(ofLayer(place, gradients, batchSize));
            case RenormalizeL2PerParamType ->
                    1 / positive(L2.of(mean(gradients.get(place.key()), batchSize)));
            case ClipL2PerLayer -> down(most, ofLayer(place, gradients, batchSize));
            case ClipL2PerParamType ->
                    down(most, L2.of(mean(gradients.get(place.key()), batchSize)));
            default -> 1;
        };
    }

    private static double positive(double norm) {
        return norm == 0 ? ZERO_NORM : norm;
    }

    private static double down(double most, double norm) {
        return norm > most ? most / norm : 1;
    }

    private static double ofLayer(
            ParameterPlaces.Place place, Map<String, INDArray> gradients, int batchSize) {
        WatchedLayer layer = place.layer();
        double[] parts =
                layer.layer().paramTable().keySet().stream()
                        .map(parameter -> gradients.get(layer.key() + parameter))
                        .filter(gradient -> gradient != null)
                        .mapToDouble(gradient -> L2.of(mean(gradient, batchSize)))
                        .toArray();
        return L2.of(parts);
    }

    private static double[] mean(INDArray gradient, int batchSize) {
        double[] values = Norms.values(gradient);
        for (int i = 0; i < values.length; i++) {
            values[i] /= batchSize;
        }
        return values;
    }
}
