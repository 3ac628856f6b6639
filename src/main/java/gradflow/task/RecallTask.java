package gradflow.task;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One bit to be remembered: input 1 is −1 or 1 at the first step and 0 afterwards, input 2 is noise
 * (normal, standard deviation 0.1) at every step; the bit is to be told at the last step. The
 * latching problem of Y. Bengio, P. Simard and P. Frasconi, <i>Learning long-term dependencies with
 * gradient descent is difficult</i>, 1994, in its plainest form.
 */
final class RecallTask implements Task {
    static final String NAME = "recall";
    static final double SOLVED_ACCURACY = 0.95;
    private static final int BITS = 2;
    private static final int INPUTS = 2;
    private static final double NOISE = 0.1;
    private static final int HELD_OUT = 256;
    private static final long VALIDATION_SEED = -1;
    private static final long TEST_SEED = -2;

    private final int sequenceLength;
    private final DataSet validation;
    private final DataSet test;

    RecallTask(int sequenceLength) {
        this.sequenceLength = sequenceLength;
        validation = batch(new Random(VALIDATION_SEED), HELD_OUT);
        test = batch(new Random(TEST_SEED), HELD_OUT);
    }

    @Override
    public int inputSize() {
        return INPUTS;
    }

    @Override
    public int outputSize() {
        return BITS;
    }

    @Override
    public int sequenceLength() {
        return sequenceLength;
    }

    @Override
    public DataSet trainingBatch(long seed, int index, int size) {
        return batch(new Random(0x9E3779B97F4A7C15L * (seed + 1) + index), size);
    }

    @Override
    public DataSet validation() {
        return validation;
    }

    @Override
    public DataSet test() {
        return test;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        return LastStep.score(predictions, batch.getLabels());
    }

    @Override
    public String metricName() {
        return "accuracy";
    }

    @Override
    public double chanceLevel() {
        return 1.0 / BITS;
    }

    @Override
    public boolean isSolved(Score validationScore) {
        return validationScore.metric() >= SOLVED_ACCURACY;
    }

    private DataSet batch(Random random, int size) {
        float[] features = new float[size * INPUTS * sequenceLength];
        float[] labels = new float[size * BITS * sequenceLength];
        float[] mask = new float[size * sequenceLength];
        int last = sequenceLength - 1;
        for (int b = 0; b < size; b++) {
            int bit = random.nextInt(BITS);
            features[b * INPUTS * sequenceLength] = 2 * bit - 1;
            for (int t = 0; t < sequenceLength; t++) {
                features[(b * INPUTS + 1) * sequenceLength + t] =
                        (float) (NOISE * random.nextGaussian());
            }
            labels[(b * BITS + bit) * sequenceLength + last] = 1;
            mask[b * sequenceLength + last] = 1;
        }
        return new DataSet(
                array(features, size, INPUTS, sequenceLength),
                array(labels, size, BITS, sequenceLength),
                null,
                array(mask, size, sequenceLength));
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape).castTo(DataType.FLOAT);
    }
}
