package gradflow.task.generated;

import gradflow.model.Readout;
import gradflow.task.LastStep;
import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Two marked numbers to be added: input 1 is uniform in 0 … 1 at every step, input 2 is 1 at one
 * step of the first half and at one of the second half ({@code T / 2} and the remaining steps) and
 * 0 elsewhere; the sum of the two numbers is asked for at the last step. Features [B, 2, T], labels
 * [B, 1, T].
 *
 * <p>The adding problem of S. Hochreiter and J. Schmidhuber, <i>Long Short-Term Memory</i>, 1997,
 * experiment 4, whose numbers lie in −1 … 1, whose marks lie in the first half only, and whose sum
 * is scaled to 0 … 1; its tolerance of 0.04 is kept for a sum in 0 … 2. Numbers, marks and sum as
 * in M. Arjovsky, A. Shah and Y. Bengio, <i>Unitary Evolution Recurrent Neural Networks</i>, 2016.
 */
public final class AddingTask implements GeneratedTask {
    public static final String NAME = "adding";
    static final double TOLERANCE = 0.04;
    private static final int INPUTS = 2;
    private static final int LEAST_LENGTH = 4;

    private final int sequenceLength;
    private final TaskData data;

    public AddingTask(int sequenceLength) {
        checkLength(sequenceLength);
        this.sequenceLength = sequenceLength;
        data = new GeneratedData(INPUTS, 1, sequenceLength, this::draw).withHeldOut();
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
    public Readout readout() {
        return Readout.LINEAR;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        return LastStep.squaredError(predictions, batch.getLabels(), TOLERANCE);
    }

    @Override
    public String metricName() {
        return "share_within_0.04";
    }

    /** The density of the sum s is 1 − |s − 1|, so 1 − (1 − d)² of the sums are within d of 1. */
    @Override
    public double chanceLevel() {
        return TOLERANCE * (2 - TOLERANCE);
    }

    /** Always answering 1 leaves the variance of two uniform numbers, 2 / 12. */
    @Override
    public List<Reference> references() {
        return List.of(new Reference("always 1", new Score(1.0 / 6, chanceLevel())));
    }

    @Override
    public double solvedFrom() {
        return 0.95;
    }

    @Override
    public String solveRule() {
        return "95 % of the validation sums are within 0.04";
    }

    @Override
    public String source() {
        return "Hochreiter and Schmidhuber 1997, experiment 4, in the form of Arjovsky, Shah and Bengio 2016";
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int half = sequenceLength / 2;
        int first = random.nextInt(half);
        int second = half + random.nextInt(sequenceLength - half);
        double sum = 0;
        for (int t = 0; t < sequenceLength; t++) {
            double number = random.nextDouble();
            batch.input(example, 0, t, number);
            if (t == first || t == second) {
                batch.input(example, 1, t, 1);
                sum += number;
            }
        }
        batch.label(example, 0, sequenceLength - 1, sum);
    }
}
