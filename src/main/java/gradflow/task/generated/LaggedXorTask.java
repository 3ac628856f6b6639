package gradflow.task.generated;

import gradflow.mistake.Check;
import gradflow.model.Readout;
import gradflow.task.EveryStep;
import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A task whose lag is known: random bits x_t come in, and x_t XOR x_{t−lag} is asked for at every
 * step from {@code lag} on. Neither bit alone says anything about the answer, and nothing between
 * them does. Features [B, 1, T], −1 or 1; labels [B, 2, T]; the first {@code lag} steps have no
 * loss.
 *
 * <p>After the temporal XOR of J. L. Elman, <i>Finding Structure in Time</i>, 1990, whose lag is 1
 * and which asks at every third step.
 */
public final class LaggedXorTask implements GeneratedTask {
    public static final String NAME = "lagged-xor";
    public static final int CLASSES = 2;
    private static final int OWN_LAG = 5;

    private final int sequenceLength;
    private final int lag;
    private final TaskData data;

    /**
     * The task with a lag.
     *
     * @param lag 1 … T − 1; 0 for the task's own
     */
    public LaggedXorTask(int sequenceLength, int lag) {
        check(sequenceLength, lag);
        this.sequenceLength = sequenceLength;
        this.lag = ownIfZero(lag);
        data = new GeneratedData(1, CLASSES, sequenceLength, this::draw).withHeldOut();
    }

    /** Refuses sequences that are too short, and a lag that is not within them. */
    public static void check(int sequenceLength, int lag) {
        Limits.sequenceLength(NAME, sequenceLength, 2);
        Check.between("lag", ownIfZero(lag), 1, sequenceLength - 1, "sequenceLength − 1");
    }

    private static int ownIfZero(int lag) {
        return lag == 0 ? OWN_LAG : lag;
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        return EveryStep.score(predictions, batch, lag);
    }

    @Override
    public String metricName() {
        return "accuracy";
    }

    @Override
    public double chanceLevel() {
        return 1.0 / CLASSES;
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
        return "after the temporal XOR of Elman 1990, with a lag of " + lag;
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int[] bits = random.ints(sequenceLength, 0, 2).toArray();
        for (int t = 0; t < sequenceLength; t++) {
            batch.input(example, 0, t, 2 * bits[t] - 1);
            if (t >= lag) {
                batch.label(example, bits[t] ^ bits[t - lag], t, 1);
            }
        }
    }
}
