package gradflow.probe;

import gradflow.layer.RecurrentParamInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The norms of every parameter and gate of a network, always in the same order. */
final class ParameterNorms {
    /** The names of gains of layer normalisation: of a layer, and of both directions of one. */
    private static final Set<String> GAINS =
            Set.of(
                    RecurrentParamInitializer.GAIN,
                    "f" + RecurrentParamInitializer.GAIN,
                    "b" + RecurrentParamInitializer.GAIN);

    private final List<String> gates;

    /** The gates of the recurrent layers, in the order of their blocks of columns. */
    ParameterNorms(List<String> gates) {
        this.gates = gates;
    }

    /** Where a norm belongs. */
    record Place(int layer, String parameter, String gate) {}

    /** The places of a network, layer by layer. */
    List<Place> places(MultiLayerNetwork network) {
        List<Place> places = new ArrayList<>();
        for (Layer layer : network.getLayers()) {
            layer.paramTable()
                    .forEach(
                            (name, array) -> {
                                for (String gate : gatesOf(network, layer, name)) {
                                    places.add(new Place(layer.getIndex(), name, gate));
                                }
                            });
        }
        return places;
    }

    /** A norm for each place, of the parameters. */
    double[] ofParameters(MultiLayerNetwork network) {
        List<Double> norms = new ArrayList<>();
        for (Layer layer : network.getLayers()) {
            layer.paramTable().forEach((name, array) -> add(norms, network, layer, name, array));
        }
        return norms.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A norm for each place, of what stands in the network's gradient views at the moment. */
    double[] ofGradient(MultiLayerNetwork network) {
        List<Double> norms = new ArrayList<>();
        Map<String, INDArray> gradients = network.gradient().gradientForVariable();
        for (Layer layer : network.getLayers()) {
            for (String name : layer.paramTable().keySet()) {
                INDArray gradient = gradients.get(layer.getIndex() + "_" + name);
                add(norms, network, layer, name, gradient);
            }
        }
        return norms.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void add(
            List<Double> norms,
            MultiLayerNetwork network,
            Layer layer,
            String parameter,
            INDArray array) {
        List<String> names = gatesOf(network, layer, parameter);
        for (int gate = 0; gate < names.size(); gate++) {
            norms.add(Norms.l2(block(array, gate, names.size())));
        }
    }

    /** The output layer has no gates, and the gains of layer normalisation are of all of them. */
    private List<String> gatesOf(MultiLayerNetwork network, Layer layer, String parameter) {
        boolean output = layer.getIndex() == network.getnLayers() - 1;
        boolean gains = GAINS.contains(parameter);
        return output || gains ? List.of("") : gates;
    }

    private static INDArray block(INDArray array, int gate, int gates) {
        if (gates == 1) {
            return array;
        }
        long width = array.size(array.rank() - 1) / gates;
        INDArray rows = array.rank() == 1 ? array.reshape(1, array.length()) : array;
        return rows.get(
                NDArrayIndex.all(), NDArrayIndex.interval(gate * width, (gate + 1) * width));
    }
}
