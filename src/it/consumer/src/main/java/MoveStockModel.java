import gradflow.layer.StockLayers;
import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Takes over a network that was trained and saved with DL4J's own LSTM, and hands it back. */
public class MoveStockModel {
    public static void main(String[] args) throws IOException {
        DataSet data = TrainGru.sums(32, 20);
        File file = File.createTempFile("stock", ".zip");
        file.deleteOnExit();
        MultiLayerNetwork stock = stockNetwork();
        for (int i = 0; i < 20; i++) {
            stock.fit(data);
        }
        stock.save(file, true);

        // Parameters and Adam's state come along; from here on gradflow.layer.LSTM computes.
        MultiLayerNetwork moved = StockLayers.readNetwork(file);
        requireEqual(stock.output(data.getFeatures()), moved.output(data.getFeatures()));
        double before = moved.score(data);
        for (int i = 0; i < 100; i++) {
            moved.fit(data);
        }
        double after = moved.score(data);
        System.out.println("LSTM: loss " + before + " as it was saved and " + after + " trained on");
        if (!(after < before / 2)) {
            throw new AssertionError("the loss has not fallen to a half");
        }

        // What was trained here runs where there is nothing but DL4J.
        MultiLayerNetwork back = StockLayers.toStock(moved);
        requireEqual(moved.output(data.getFeatures()), back.output(data.getFeatures()));
    }

    static MultiLayerNetwork stockNetwork() {
        MultiLayerNetwork network = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Adam(0.01))
                        .list()
                        .layer(new LSTM.Builder().nIn(1).nOut(16).activation(Activation.TANH).build())
                        .layer(new RnnOutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).nIn(16).nOut(1).build())
                        .build());
        network.init();
        return network;
    }

    static void requireEqual(INDArray one, INDArray other) {
        double difference = one.sub(other).amaxNumber().doubleValue();
        if (!(difference < 1e-5)) {
            throw new AssertionError("outputs differ by " + difference);
        }
    }
}
