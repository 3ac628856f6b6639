package gradflow.task;

import java.util.Random;

/** Streams of random numbers that do not overlap by accident. */
public final class Seeds {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final long VALIDATION = -1;
    private static final long TEST = -2;

    private Seeds() {}

    /**
     * The stream of a training batch.
     *
     * @param seed of the run, 0 or above
     * @param index of the batch
     */
    public static Random training(long seed, int index) {
        return new Random(mix(mix(seed) + index));
    }

    /** The stream of the validation data, the same for every seed. */
    public static Random validation() {
        return new Random(mix(VALIDATION));
    }

    /** The stream of the test data, the same for every seed. */
    public static Random test() {
        return new Random(mix(TEST));
    }

    /** Spreads neighbouring seeds apart (the finaliser of SplitMix64). */
    public static long mix(long seed) {
        long bits = seed + GOLDEN_RATIO;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
