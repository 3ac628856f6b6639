package gradflow.experiment.dynamics;

import gradflow.hand.Gaussian;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Batches of standard normal sequences; the label of the last step is the first input's sign. */
final class FirstInputSign {
    private FirstInputSign() {}

    /** Features [B, 1, T], labels [B, 2, T], mask [B, T]. */
    static DataSet batch(ExplodingSettings settings, SplittableRandom random) {
        int examples = settings.batchSize();
        int steps = settings.timeSteps();
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, 2, steps);
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, examples, steps);
        double[][][] features = new double[examples][1][];
        for (int b = 0; b < examples; b++) {
            features[b][0] = Gaussian.vector(steps, random);
            labels.putScalar(b, features[b][0][0] > 0 ? 0 : 1, steps - 1, 1);
            mask.putScalar(b, steps - 1, 1);
        }
        return new DataSet(Nd4j.createFromArray(features), labels, null, mask);
    }
}
