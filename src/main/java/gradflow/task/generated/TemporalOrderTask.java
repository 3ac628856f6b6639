package gradflow.task.generated;

import gradflow.mistake.UserMistake;
import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;

/**
 * Relevant symbols far apart, whose order is to be told: the sequence starts with E, ends with B
 * (the trigger) and consists of the distractors a, b, c, d but for two (4 classes) or three (8
 * classes) steps, each X or Y. The class is asked for at the last step: the relevant symbols as a
 * binary number, X for 0 and Y for 1, the first one weighing most. Features [B, 8, T], one-hot in
 * the order a, b, c, d, E, B, X, Y; labels [B, classes, T].
 *
 * <p>S. Hochreiter and J. Schmidhuber, <i>Long Short-Term Memory</i>, 1997, experiments 6a and 6b.
 * There T is 100 … 110 and the relevant steps lie in 10 … 20 and 50 … 60, or in 10 … 20, 33 … 43
 * and 66 … 76; here T is fixed and these ends, both of them included, are multiplied by T / 100 and
 * rounded down. Steps count from 0.
 */
public final class TemporalOrderTask implements GeneratedClasses {
    public static final String NAME = "temporal-order";
    public static final int CLASSES = 4;
    private static final int[][] TWO_WINDOWS = {{10, 20}, {50, 60}};
    private static final int[][] THREE_WINDOWS = {{10, 20}, {33, 43}, {66, 76}};
    private static final int LENGTH_OF_WINDOWS = 100;
    private static final int DISTRACTORS = 4;
    private static final int START = 4;
    private static final int TRIGGER = 5;
    private static final int X = 6;
    private static final int SYMBOLS = 8;

    /** Below, the first window would take the place of the start symbol. */
    private static final int LEAST_LENGTH = 10;

    private final int sequenceLength;
    private final int[][] windows;
    private final TaskData data;

    public TemporalOrderTask(int sequenceLength, int classes) {
        windows = windows(classes);
        check(sequenceLength, classes);
        this.sequenceLength = sequenceLength;
        data = new GeneratedData(SYMBOLS, classes, sequenceLength, this::draw).withHeldOut();
    }

    /** Refuses sequences that are too short, and another number of classes than 4 or 8. */
    public static void check(int sequenceLength, int classes) {
        var unused = windows(classes);
        Limits.sequenceLength(NAME + " with " + classes + " classes", sequenceLength, LEAST_LENGTH);
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
        return "95 % of the validation sequences are told";
    }

    @Override
    public String source() {
        return "Hochreiter and Schmidhuber 1997, experiment "
                + (windows.length == 2 ? "6a" : "6b")
                + ", of one length";
    }

    private static int[][] windows(int classes) {
        return switch (classes) {
            case 4 -> TWO_WINDOWS;
            case 8 -> THREE_WINDOWS;
            default ->
                    throw new UserMistake(
                            "classes must be 4 or 8 for " + NAME + ", not " + classes);
        };
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int last = sequenceLength - 1;
        int[] symbols = random.ints(sequenceLength, 0, DISTRACTORS).toArray();
        symbols[0] = START;
        symbols[last] = TRIGGER;
        int label = 0;
        for (int[] window : windows) {
            int from = scaled(window[0]);
            int bit = random.nextInt(2);
            symbols[from + random.nextInt(scaled(window[1]) - from + 1)] = X + bit;
            label = 2 * label + bit;
        }
        for (int t = 0; t <= last; t++) {
            batch.input(example, symbols[t], t, 1);
        }
        batch.label(example, label, last, 1);
    }

    private int scaled(int step) {
        return (int) ((long) step * sequenceLength / LENGTH_OF_WINDOWS);
    }
}
