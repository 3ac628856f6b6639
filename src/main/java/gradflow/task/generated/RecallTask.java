package gradflow.task.generated;

import gradflow.model.RandomStream;
import gradflow.model.Readout;
import gradflow.task.LastStep;
import gradflow.task.SequenceBatch;
import gradflow.task.Task;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One bit to be remembered: input 1 is −1 or 1 at the first step and 0 afterwards, input 2 is noise
 * (normal, standard deviation 0.1) at every step; the bit is to be told at the last step. The
 * latching problem of Y. Bengio, P. Simard and P. Frasconi, <i>Learning long-term dependencies with
 * gradient descent is difficult</i>, 1994, in its plainest form.
 */
public final class RecallTask implements Task {
    public static final String NAME = "recall";
    static final double SOLVED_ACCURACY = 0.95;
    public static final int BITS = 2;
    private static final int INPUTS = 2;
    private static final double NOISE = 0.1;
    private static final int HELD_OUT = 256;

    private final int sequenceLength;
    private final DataSet validation;
    private final DataSet test;

    public RecallTask(int sequenceLength) {
        this.sequenceLength = sequenceLength;
        validation = batch(RandomStream.recallValidation(), HELD_OUT);
        test = batch(RandomStream.recallTest(), HELD_OUT);
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
    public Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public String solveRule() {
        return "95 % of the validation bits are told";
    }

    @Override
    public String source() {
        return "Bengio, Simard and Frasconi 1994, in its plainest form";
    }

    @Override
    public int sequenceLength() {
        return sequenceLength;
    }

    @Override
    public DataSet trainingBatch(long seed, int index, int size) {
        return batch(RandomStream.recallBatch(seed, index), size);
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
        SequenceBatch batch = new SequenceBatch(size, INPUTS, BITS, sequenceLength);
        for (int b = 0; b < size; b++) {
            int bit = random.nextInt(BITS);
            batch.input(b, 0, 0, 2 * bit - 1);
            for (int t = 0; t < sequenceLength; t++) {
                batch.input(b, 1, t, NOISE * random.nextGaussian());
            }
            batch.label(b, bit, sequenceLength - 1, 1);
        }
        return batch.toDataSet();
    }
}
