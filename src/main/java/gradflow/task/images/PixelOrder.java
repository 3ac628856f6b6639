package gradflow.task.images;

import gradflow.mistake.UserMistake;
import gradflow.task.Shuffle;
import java.util.stream.IntStream;

/** In which order the pixels of a picture are read. */
public enum PixelOrder {
    /** From the top left, row by row. */
    ROWS(""),

    /**
     * One random permutation, the same for every picture and every run: neighbours are torn apart,
     * so a label depends on pixels that lie far from each other in time (Le, Jaitly and Hinton
     * 2015).
     */
    PERMUTED("permuted-");

    private static final long PERMUTATION_SEED = 2015;

    private final String prefix;

    PixelOrder(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The name of the task that reads a data set in this order.
     *
     * @return as experiment files have it
     */
    public String taskName(String dataSet) {
        return prefix + dataSet;
    }

    /** The pixel that is read at each position. */
    int[] of(int pixels) {
        return this == PERMUTED
                ? Shuffle.range(pixels, PERMUTATION_SEED)
                : IntStream.range(0, pixels).toArray();
    }

    /**
     * Checks that a picture can be cut into that many steps.
     *
     * @param pixels of a picture
     * @param row pixels of one of its rows
     * @param what a picture is, as in {@code a digit}
     * @throws UserMistake if it cannot
     */
    static void checkLength(int sequenceLength, int pixels, int row, String what) {
        if (sequenceLength < 1 || pixels % sequenceLength != 0) {
            throw new UserMistake(
                    String.format(
                            "sequenceLength must divide the %d pixels of %s (%d pixel by pixel, %d row by row), not %d",
                            pixels, what, pixels, row, sequenceLength));
        }
    }
}
