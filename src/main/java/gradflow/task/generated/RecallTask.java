package gradflow.task.generated;

import gradflow.model.RandomStream;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One bit to be remembered: input 1 is −1 or 1 at the first step and 0 afterwards, input 2 is noise
 * (normal, standard deviation 0.1) at every step; the bit is to be told at the last step. The
 * latching problem of Y. Bengio, P. Simard and P. Frasconi, <i>Learning long-term dependencies with
 * gradient descent is difficult</i>, 1994, in its plainest form.
 */
public final class RecallTask implements GeneratedClasses {
    public static final String NAME = "recall";
    public static final int BITS = 2;
    private static final int INPUTS = 2;
    private static final double NOISE = 0.1;
    private static final int HELD_OUT = 256;

    private final int sequenceLength;
    private final TaskData data;

    public RecallTask(int sequenceLength) {
        this.sequenceLength = sequenceLength;
        data =
                new GeneratedData(INPUTS, BITS, sequenceLength, this::draw)
                        .withHeldOut(
                                HELD_OUT,
                                RandomStream.recallValidation(),
                                RandomStream.recallTest());
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public DataSet trainingBatch(long seed, int index, int size) {
        return data.training().draw(RandomStream.recallBatch(seed, index), size);
    }

    @Override
    public double solvedFrom() {
        return 0.95;
    }

    @Override
    public String solveRule() {
        return "95 % of the validation bits are told";
    }

    @Override
    public String source() {
        return "Bengio, Simard and Frasconi 1994, in its plainest form";
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int bit = random.nextInt(BITS);
        batch.input(example, 0, 0, 2 * bit - 1);
        for (int t = 0; t < sequenceLength; t++) {
            batch.input(example, 1, t, NOISE * random.nextGaussian());
        }
        batch.label(example, bit, sequenceLength - 1, 1);
    }
}
