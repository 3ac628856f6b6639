package gradflow.task.generated;

import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;

/**
 * Ones to be counted modulo 2: the input is −1 or 1 at every step; class 1 is asked for at the last
 * step if the number of ones is odd, class 0 if it is even. Features [B, 1, T], labels [B, 2, T].
 *
 * <p>There are 2^T sequences only, so short ones occur in the training and in the test data.
 *
 * <p>Y. Bengio and P. Frasconi, <i>Credit assignment through time: alternatives to
 * backpropagation</i>, 1994; S. Hochreiter and J. Schmidhuber, <i>Long Short-Term Memory</i>, 1997,
 * sections 5 and 6, where guessing weights at random solves 500 steps of it and gradients do not.
 */
public final class ParityTask implements GeneratedClasses {
    public static final String NAME = "parity";
    public static final int CLASSES = 2;
    private static final int LEAST_LENGTH = 2;

    private final int sequenceLength;
    private final TaskData data;

    public ParityTask(int sequenceLength) {
        checkLength(sequenceLength);
        this.sequenceLength = sequenceLength;
        data = new GeneratedData(1, CLASSES, sequenceLength, this::draw).withHeldOut();
    }

    /** Refuses sequences that are too short. */
    public static void checkLength(int sequenceLength) {
        Limits.sequenceLength(NAME, sequenceLength, LEAST_LENGTH);
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public double solvedFrom() {
        return 0.95;
    }

    @Override
    public String solveRule() {
        return "95 % of the validation parities are told";
    }

    @Override
    public String source() {
        return "Bengio and Frasconi 1994; Hochreiter and Schmidhuber 1997, sections 5 and 6";
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int parity = 0;
        for (int t = 0; t < sequenceLength; t++) {
            int bit = random.nextInt(2);
            batch.input(example, 0, t, 2 * bit - 1);
            parity ^= bit;
        }
        batch.label(example, parity, sequenceLength - 1, 1);
    }
}
