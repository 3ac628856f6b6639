package gradflow.task;

import gradflow.spec.Readout;
import gradflow.spec.UserMistake;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Handwritten digits read as sequences: 64 steps of one pixel, or T steps of 64/T pixels. Pixels
 * are divided by 16; the digit is to be told at the last step, so the label mask is 1 there only.
 *
 * <p>Of the 1,797 examples, 1,077 train, 360 validate and 360 test, split by example once and for
 * all. An epoch shows every training example once, in an order drawn from the seed and the epoch.
 * The same digits, 28×28 and 784 steps long, are used by Le, Jaitly and Hinton, <i>A Simple Way to
 * Initialize Recurrent Networks of Rectified Linear Units</i>, 2015.
 */
final class DigitsTask implements Task {
    static final String NAME = "digits";
    static final double SOLVED_ACCURACY = 0.9;
    private static final long SPLIT_SEED = 1797;
    private static final int HELD_OUT = 360;

    private final Digits digits;
    private final int sequenceLength;
    private final int[] training;
    private final DataSet validation;
    private final DataSet test;

    DigitsTask(Digits digits, int sequenceLength) {
        this.digits = digits;
        this.sequenceLength = sequenceLength;
        int[] order = shuffled(IntStream.range(0, Digits.EXAMPLES).toArray(), SPLIT_SEED);
        this.test = batch(Arrays.copyOfRange(order, 0, HELD_OUT));
        this.validation = batch(Arrays.copyOfRange(order, HELD_OUT, 2 * HELD_OUT));
        this.training = Arrays.copyOfRange(order, 2 * HELD_OUT, order.length);
    }

    static void checkLength(int sequenceLength) {
        if (Digits.PIXELS % sequenceLength != 0) {
            throw new UserMistake(
                    "sequenceLength must divide the 64 pixels of a digit (64 pixel by pixel, 8 row by row), not "
                            + sequenceLength);
        }
    }

    @Override
    public int inputSize() {
        return Digits.PIXELS / sequenceLength;
    }

    @Override
    public int outputSize() {
        return Digits.CLASSES;
    }

    @Override
    public Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public String solveRule() {
        return "90 % of the validation digits are told";
    }

    @Override
    public String source() {
        return "Le, Jaitly and Hinton 2015, on 8×8 digits";
    }

    @Override
    public int sequenceLength() {
        return sequenceLength;
    }

    @Override
    public DataSet trainingBatch(long seed, int index, int size) {
        int[] examples = new int[size];
        int[] order = null;
        long epochOfOrder = -1;
        for (int i = 0; i < size; i++) {
            long position = (long) index * size + i;
            long epoch = position / training.length;
            if (epoch != epochOfOrder) {
                order = shuffled(training, Seeds.mix(Seeds.mix(seed) + epoch));
                epochOfOrder = epoch;
            }
            examples[i] = order[(int) (position % training.length)];
        }
        return batch(examples);
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
        return 1.0 / Digits.CLASSES;
    }

    @Override
    public boolean isSolved(Score validationScore) {
        return validationScore.metric() >= SOLVED_ACCURACY;
    }

    private DataSet batch(int[] examples) {
        int inputs = inputSize();
        SequenceBatch batch =
                new SequenceBatch(examples.length, inputs, Digits.CLASSES, sequenceLength);
        for (int b = 0; b < examples.length; b++) {
            for (int p = 0; p < Digits.PIXELS; p++) {
                double brightness = digits.pixel(examples[b], p) / (double) Digits.BRIGHTEST;
                batch.input(b, p % inputs, p / inputs, brightness);
            }
            batch.label(b, digits.label(examples[b]), sequenceLength - 1, 1);
        }
        return batch.toDataSet();
    }

    private static int[] shuffled(int[] values, long seed) {
        int[] shuffled = values.clone();
        Random random = new Random(seed);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return shuffled;
    }
}
