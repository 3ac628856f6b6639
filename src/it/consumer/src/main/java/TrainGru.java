import gradflow.layer.GRU;
import gradflow.layer.RnnOutputLayer;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Learns to add up what it has read so far. */
public class TrainGru {
    public static void main(String[] args) {
        MultiLayerNetwork network = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Adam(0.01))
                        .list()
                        .layer(new GRU.Builder().nIn(1).nOut(16).build())
                        .layer(new RnnOutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).nIn(16).nOut(1).build())
                        .build());
        network.init();
        DataSet data = sums(32, 20);
        double before = network.score(data);
        for (int i = 0; i < 100; i++) {
            network.fit(data);
        }
        double after = network.score(data);
        System.out.println("GRU: loss " + before + " before and " + after + " after training");
        if (!(after < before / 4)) {
            throw new AssertionError("the loss has not fallen to a quarter");
        }
    }

    /** Inputs x [B, 1, T] between -1 and 1, and what they sum up to at every step. */
    static DataSet sums(int batch, int time) {
        Random random = new Random(1);
        INDArray x = Nd4j.create(batch, 1, time);
        INDArray y = Nd4j.create(batch, 1, time);
        for (int b = 0; b < batch; b++) {
            double sum = 0;
            for (int t = 0; t < time; t++) {
                double value = 2 * random.nextDouble() - 1;
                sum += value;
                x.putScalar(b, 0, t, value);
                y.putScalar(b, 0, t, sum);
            }
        }
        return new DataSet(x, y);
    }
}
