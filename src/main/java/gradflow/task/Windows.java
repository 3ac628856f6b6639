package gradflow.task;

import gradflow.mistake.UserMistake;
import java.util.Random;
import java.util.stream.IntStream;

/** Where windows begin in a part of a series or text. */
public final class Windows {
    /** Held-out windows at most; so many suffice for an estimate and are one batch in memory. */
    public static final int MOST = 64;

    private Windows() {}

    /** Refuses windows without a step, before any data are read. */
    public static void checkLength(int sequenceLength) {
        if (sequenceLength < 1) {
            throw new UserMistake("sequenceLength must be 1 or more, not " + sequenceLength);
        }
    }

    /**
     * The beginnings of windows that do not share a label, evenly spread if not all are taken.
     *
     * @param part where they have to lie
     * @param length of a window
     * @param stride from one window to the next
     * @return positions, rising
     */
    public static int[] heldOut(Part part, int length, int stride) {
        int available = (part.length() - length) / stride + 1;
        int taken = Math.min(available, MOST);
        return IntStream.range(0, taken)
                .map(i -> part.start() + (int) ((long) i * available / taken) * stride)
                .toArray();
    }

    /**
     * The beginnings of windows anywhere in a part, each as likely.
     *
     * @return {@code count} positions
     */
    public static int[] random(Part part, int length, int count, Random random) {
        return IntStream.range(0, count)
                .map(i -> part.start() + random.nextInt(part.length() - length + 1))
                .toArray();
    }
}
