package gradflow.layer.saved;

import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.databind.JsonNode;

/** A MultiLayerNetwork or ComputationGraph of a file that came from anywhere. */
public final class StoredNetwork {
    private StoredNetwork() {}

    /**
     * Reads a network without its updater's state.
     *
     * @param file that {@code save} of Deeplearning4j wrote
     * @return a MultiLayerNetwork or a ComputationGraph, of the layers that the file names
     * @throws SavedFileException if it is no such file, is longer than memory allows, or names a
     *     class that is not on the list
     */
    public static Model read(Path file) throws SavedFileException {
        return read(file, false);
    }

    /**
     * Reads a network and, where the file has it, its updater's state.
     *
     * @param file that {@code save} of Deeplearning4j wrote
     * @return a MultiLayerNetwork or a ComputationGraph, of the layers that the file names
     * @throws SavedFileException as {@link #read}
     */
    public static Model readWithUpdater(Path file) throws SavedFileException {
        return read(file, true);
    }

    private static Model read(Path file, boolean updater) throws SavedFileException {
        ModelZip zip = ModelZip.read(file, updater);
        String place = file + ": " + ModelZip.CONFIGURATION;
        JsonNode tree = ConfigurationText.tree(zip.configuration(), place);
        KnownClasses.check(tree, place);
        INDArray parameters = SavedArray.read(zip.parameters(), file + ": " + ModelZip.PARAMETERS);
        INDArray state =
                zip.updater() == null
                        ? null
                        : SavedArray.read(zip.updater(), file + ": " + ModelZip.UPDATER);
        try {
            // As it was checked: another parser may see another tree in the same text.
            return model(tree, parameters, state);
        } catch (RuntimeException | StackOverflowError refused) {
            throw refused(file, refused);
        }
    }

    private static SavedFileException refused(Path file, Throwable reason) {
        String message = String.valueOf(reason.getMessage());
        return new SavedFileException(
                file.toString(),
                "Deeplearning4j does not make a network of it ("
                        + message.lines().findFirst().orElse("no reason given")
                        + ")",
                reason);
    }

    private static Model model(JsonNode tree, INDArray parameters, INDArray state) {
        if (tree.path("confs").isArray()) {
            MultiLayerConfiguration conf = MultiLayerConfiguration.fromJson(tree.toString());
            conf.setDataType(parameters.dataType());
            MultiLayerNetwork network = new MultiLayerNetwork(conf);
            network.init(parameters, false);
            if (state != null) {
                network.getUpdater().setStateViewArray(network, state, false);
            }
            return network;
        }
        if (tree.path("vertices").isObject()) {
            var conf = ComputationGraphConfiguration.fromJson(tree.toString());
            conf.setDataType(parameters.dataType());
            ComputationGraph graph = new ComputationGraph(conf);
            graph.init(parameters, false);
            if (state != null) {
                graph.getUpdater().setStateViewArray(state);
            }
            return graph;
        }
        throw new IllegalArgumentException("the configuration has neither confs nor vertices");
    }
}
