package gradflow.task.images;

/**
 * Handwritten digits read as sequences: 64 steps of one pixel, or T steps of 64/T pixels. Pixels
 * are divided by 16.
 *
 * <p>Of the 1,797 examples, 1,077 train, 360 validate and 360 test, split by example once and for
 * all. The same digits, 28×28 and 784 steps long, in the given order and in a permuted one, are
 * used by Le, Jaitly and Hinton, <i>A Simple Way to Initialize Recurrent Networks of Rectified
 * Linear Units</i>, 2015.
 */
public final class DigitsTask extends ImageTask {
    public static final String NAME = "digits";
    static final double SOLVED_ACCURACY = 0.9;
    private static final long SPLIT_SEED = 1797;
    private static final int HELD_OUT = 360;
    private static final int ROW = 8;

    private final PixelOrder order;

    /** Pixels from the top left, row by row. */
    public DigitsTask(Digits digits, int sequenceLength) {
        this(digits, sequenceLength, PixelOrder.ROWS);
    }

    public DigitsTask(Digits digits, int sequenceLength, PixelOrder order) {
        super(
                digits,
                ImageSplit.ofOneSet(Digits.EXAMPLES, HELD_OUT, SPLIT_SEED),
                sequenceLength,
                order);
        this.order = order;
    }

    public static void checkLength(int sequenceLength) {
        PixelOrder.checkLength(sequenceLength, Digits.PIXELS, ROW, "a digit");
    }

    @Override
    double solvedAccuracy() {
        return SOLVED_ACCURACY;
    }

    @Override
    public String solveRule() {
        return "90 % of the validation digits are told";
    }

    @Override
    public String source() {
        return "Le, Jaitly and Hinton 2015, on 8×8 digits"
                + (order == PixelOrder.PERMUTED ? " in one permutation" : "");
    }
}
