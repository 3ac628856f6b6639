package gradflow.task;

import gradflow.spec.UserMistake;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

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
                order = shuffled(training, mix(mix(seed) + epoch));
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
        int size = examples.length;
        int inputs = inputSize();
        float[] features = new float[size * Digits.PIXELS];
        float[] labels = new float[size * Digits.CLASSES * sequenceLength];
        float[] mask = new float[size * sequenceLength];
        for (int b = 0; b < size; b++) {
            for (int p = 0; p < Digits.PIXELS; p++) {
                int timeStep = p / inputs;
                int input = p % inputs;
                features[(b * inputs + input) * sequenceLength + timeStep] =
                        digits.pixel(examples[b], p) / (float) Digits.BRIGHTEST;
            }
            int last = sequenceLength - 1;
            labels[(b * Digits.CLASSES + digits.label(examples[b])) * sequenceLength + last] = 1;
            mask[b * sequenceLength + last] = 1;
        }
        return new DataSet(
                array(features, size, inputs, sequenceLength),
                array(labels, size, Digits.CLASSES, sequenceLength),
                null,
                array(mask, size, sequenceLength));
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape).castTo(DataType.FLOAT);
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

    /** Spreads neighbouring seeds apart (the finaliser of SplitMix64). */
    private static long mix(long seed) {
        long bits = seed + 0x9E3779B97F4A7C15L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
