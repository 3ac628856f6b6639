package gradflow.task.generated;

import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;

/**
 * A sign to be kept through noise on the same line: the input is −1 (class 0) or 1 (class 1) at the
 * first three steps and normal with mean 0 and variance 0.2 afterwards; the class is asked for at
 * the last step. Features [B, 1, T], labels [B, 2, T].
 *
 * <p>The 2-sequence problem of Y. Bengio, P. Simard and P. Frasconi, <i>Learning long-term
 * dependencies with gradient descent is difficult</i>, 1994, as in S. Hochreiter and J.
 * Schmidhuber, <i>Long Short-Term Memory</i>, 1997, experiment 3a with N = 3, where T varies by a
 * tenth.
 */
public final class LatchTask implements GeneratedClasses {
    public static final String NAME = "latch";
    public static final int CLASSES = 2;
    private static final int SHOWN = 3;
    private static final double DEVIATION = Math.sqrt(0.2);
    private static final int LEAST_LENGTH = SHOWN + 1;

    private final int sequenceLength;
    private final TaskData data;

    public LatchTask(int sequenceLength) {
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
        return 0.99;
    }

    @Override
    public String solveRule() {
        return "99 % of the validation sequences are told";
    }

    @Override
    public String source() {
        return "Hochreiter and Schmidhuber 1997, experiment 3a, after Bengio, Simard and Frasconi 1994";
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int label = random.nextInt(CLASSES);
        for (int t = 0; t < sequenceLength; t++) {
            batch.input(
                    example, 0, t, t < SHOWN ? 2 * label - 1 : DEVIATION * random.nextGaussian());
        }
        batch.label(example, label, sequenceLength - 1, 1);
    }
}
