package gradflow.task;

import gradflow.model.RandomStream;
import java.util.Random;
import java.util.stream.IntStream;

/** Orders drawn from a seed. */
public final class Shuffle {
    private Shuffle() {}

    /**
     * The numbers 0 … count − 1 in an order drawn from the seed.
     *
     * @return each number once
     */
    public static int[] range(int count, long seed) {
        return of(IntStream.range(0, count).toArray(), RandomStream.ORDER.of(seed));
    }

    /**
     * A copy of the values in an order that is drawn (Fisher and Yates).
     *
     * @return as long as {@code values}
     */
    public static int[] of(int[] values, Random random) {
        int[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return shuffled;
    }
}
