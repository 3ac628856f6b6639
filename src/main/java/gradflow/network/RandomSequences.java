package gradflow.network;

import gradflow.model.LossAt;
import gradflow.model.RandomStream;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Normal inputs with random labels, in DOUBLE, on which gradients are taken without a task. */
public final class RandomSequences {
    private RandomSequences() {}

    /**
     * A batch: features [B, I, T], labels [B, C, T], label mask [B, T].
     *
     * @param batchSize B
     * @param inputSize I
     * @param classes C
     * @param steps T
     * @param loss the steps where the mask is 1
     * @return the same numbers for the same seed
     */
    public static DataSet batch(
            int batchSize, int inputSize, int classes, int steps, LossAt loss, long seed) {
        Random random = RandomStream.INPUTS.of(seed);
        double[] features = new double[batchSize * inputSize * steps];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextGaussian();
        }
        double[] labels = new double[batchSize * classes * steps];
        double[] mask = new double[batchSize * steps];
        for (int b = 0; b < batchSize; b++) {
            for (int t = 0; t < steps; t++) {
                labels[(b * classes + random.nextInt(classes)) * steps + t] = 1;
                mask[b * steps + t] = loss == LossAt.EVERY_STEP || t == steps - 1 ? 1 : 0;
            }
        }
        return new DataSet(
                array(features, batchSize, inputSize, steps),
                array(labels, batchSize, classes, steps),
                null,
                array(mask, batchSize, steps));
    }

    private static INDArray array(double[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape);
    }
}
