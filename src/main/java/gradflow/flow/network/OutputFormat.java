package gradflow.flow.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;

/** Where the time steps stand in the labels of an output layer. */
final class OutputFormat {
    private OutputFormat() {}

    /** True where nothing else is said: [B, size, T] is DL4J's format. */
    static boolean timeIsLast(Layer output) {
        var conf = output.conf().getLayer();
        if (conf instanceof RnnOutputLayer rnn) {
            return rnn.getRnnDataFormat() != RNNFormat.NWC;
        }
        return !(conf instanceof RnnLossLayer loss) || loss.getRnnDataFormat() != RNNFormat.NWC;
    }
}
