package gradflow.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Names layers and arrays in messages. */
final class Described {
    private Described() {}

    static String layer(Layer configuration) {
        String name = configuration.getLayerName();
        String type = configuration.getClass().getSimpleName();
        return name == null ? type : "%s \"%s\"".formatted(type, name);
    }

    static String layer(Layer configuration, int index) {
        return "%s (layer %d)".formatted(layer(configuration), index);
    }

    static String shape(INDArray array) {
        return Arrays.toString(array.shape());
    }
}
