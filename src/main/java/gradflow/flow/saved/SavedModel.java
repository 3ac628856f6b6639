package gradflow.flow.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gradflow.layer.StockLayers;
import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A MultiLayerNetwork or ComputationGraph of a file that came from anywhere. */
public final class SavedModel {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SavedModel() {}

    /**
     * Reads a network, its updater's state left out.
     *
     * @param file that {@code save} of Deeplearning4j wrote
     * @return a MultiLayerNetwork or a ComputationGraph, SimpleRnn and LSTM being those of {@code
     *     gradflow.layer}
     * @throws UserMistake if it is no such file, is longer than memory allows, or names a class
     *     that is not on the list
     */
    public static Model read(Path file) {
        ModelZip zip = ModelZip.read(file);
        String place = file + ": configuration.json";
        JsonNode tree = tree(DataFile.decode(zip.configuration(), place), place);
        KnownClasses.check(tree, place);
        INDArray parameters = SavedArray.read(zip.parameters(), file + ": coefficients.bin");
        try {
            // As it was checked: another parser may see another tree in the same text.
            return model(tree, parameters);
        } catch (UserMistake mistake) {
            throw mistake;
        } catch (RuntimeException | StackOverflowError refused) {
            throw new UserMistake(
                    file
                            + ": Deeplearning4j does not make a network of it ("
                            + cause(refused)
                            + ")",
                    refused);
        }
    }

    private static JsonNode tree(String text, String place) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UserMistake(
                    "%s: is no JSON (%s)".formatted(place, malformed.getOriginalMessage()),
                    malformed);
        }
    }

    private static Model model(JsonNode tree, INDArray parameters) {
        if (tree.path("confs").isArray()) {
            MultiLayerConfiguration conf = MultiLayerConfiguration.fromJson(tree.toString());
            conf.setDataType(parameters.dataType());
            MultiLayerNetwork network = new MultiLayerNetwork(conf);
            network.init(parameters, false);
            return StockLayers.fromStock(network);
        }
        if (tree.path("vertices").isObject()) {
            var conf = ComputationGraphConfiguration.fromJson(tree.toString());
            conf.setDataType(parameters.dataType());
            ComputationGraph graph = new ComputationGraph(conf);
            graph.init(parameters, false);
            return StockLayers.fromStock(graph);
        }
        throw new UserMistake("the configuration has neither confs nor vertices");
    }

    private static String cause(Throwable refused) {
        String message = String.valueOf(refused.getMessage());
        return message.lines().findFirst().orElse("no reason given");
    }
}
