package gradflow.task;

import gradflow.model.RandomStream;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The sequences of a task whose training batches are drawn.
 *
 * @param inputs I
 * @param outputs O
 * @param timeSteps T
 * @param training draws batches
 * @param validation all validation data
 * @param test all test data
 */
public record TaskData(
        int inputs,
        int outputs,
        int timeSteps,
        Batches training,
        DataSet validation,
        DataSet test) {

    /** The training batch of a seed and an index. */
    DataSet trainingBatch(long seed, int index, int size) {
        return training.draw(RandomStream.trainingBatch(seed, index), size);
    }

    /** Draws batches. */
    public interface Batches {
        /**
         * A batch.
         *
         * @param random what alone decides it
         * @param size B, examples in it
         * @return features, labels and masks
         */
        DataSet draw(Random random, int size);
    }
}
