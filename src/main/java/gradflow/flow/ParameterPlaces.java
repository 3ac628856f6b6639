package gradflow.flow;

import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.probe.Norms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every parameter of some layers, divided among its gates where it has such. */
final class ParameterPlaces {
    private final List<Place> places = new ArrayList<>();

    /**
     * A block of columns of a parameter.
     *
     * @param layer whose it is
     * @param parameter DL4J's name, such as RW
     * @param gate empty for a parameter without gates
     * @param block which block
     * @param blocks of how many
     */
    record Place(WatchedLayer layer, String parameter, String gate, int block, int blocks) {
        String key() {
            return layer.key() + parameter;
        }

        INDArray of(INDArray array) {
            if (blocks == 1) {
                return array;
            }
            long width = array.size(array.rank() - 1) / blocks;
            INDArray rows = array.rank() == 1 ? array.reshape(1, array.length()) : array;
            return rows.get(
                    NDArrayIndex.all(), NDArrayIndex.interval(block * width, (block + 1) * width));
        }

        String described() {
            return "parameter %s of layer %d%s"
                    .formatted(parameter, layer.number(), gate.isEmpty() ? "" : ", gate " + gate);
        }
    }

    ParameterPlaces(WatchedNetwork network, FlowSettings settings) {
        for (WatchedLayer layer : network.layers()) {
            if (settings.includes(layer.number())) {
                layer.layer().paramTable().forEach((name, array) -> add(layer, name, array));
            }
        }
    }

    private void add(WatchedLayer layer, String parameter, INDArray array) {
        List<String> gates = layer.gates(parameter, array.size(array.rank() - 1));
        for (int block = 0; block < gates.size(); block++) {
            places.add(new Place(layer, parameter, gates.get(block), block, gates.size()));
        }
    }

    List<Place> all() {
        return places;
    }

    /** The L2 norm at each place, NaN where the table lacks the parameter, as of frozen layers. */
    double[] norms(Map<String, INDArray> table) {
        return places.stream()
                .mapToDouble(
                        place -> {
                            INDArray array = table.get(place.key());
                            return array == null ? Double.NaN : Norms.l2(place.of(array));
                        })
                .toArray();
    }

    /** The first place that holds a number that is not finite, in words. */
    String firstNonfinite(Map<String, INDArray> table) {
        return places.stream()
                .filter(place -> table.get(place.key()) != null)
                .filter(place -> !Double.isFinite(Norms.l2(place.of(table.get(place.key())))))
                .findFirst()
                .map(Place::described)
                .orElse("a parameter");
    }
}
