package gradflow.flow.saved;

import gradflow.layer.StockLayers;
import gradflow.layer.saved.SavedFileException;
import gradflow.layer.saved.StoredNetwork;
import gradflow.mistake.UserMistake;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A MultiLayerNetwork or ComputationGraph of a file that came from anywhere. */
public final class SavedModel {
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
        try {
            Model model = StoredNetwork.read(file);
            return model instanceof MultiLayerNetwork network
                    ? StockLayers.fromStock(network)
                    : StockLayers.fromStock((ComputationGraph) model);
        } catch (SavedFileException refused) {
            throw new UserMistake(refused.getMessage(), refused);
        }
    }
}
