package gradflow.model;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * The streams of random numbers, a constant for each purpose: nothing else turns the seed of a run
 * into numbers. Committed results depend on every formula here.
 *
 * <p>Streams that a run draws side by side must differ for the same seed. {@code ~seed} gives
 * another stream than {@code seed}, but not an independent one: the n-th numbers of both add up to
 * a constant (modulo 1) whatever the seed is. Within a run they are not correlated. A new stream
 * starts from {@link #mix} and a constant of its own.
 */
public enum RandomStream {
    /** Weights and biases that do not start as Xavier's. */
    START(false),
    /** Weights that do, those of the output layer among them. */
    WEIGHTS(0x57454947485453L),
    /** Inputs and labels of an untrained network. */
    INPUTS(true),
    /** Weights that are guessed instead of learned. */
    GUESSES(true),
    /** Noise that is added to the gradient. */
    GRADIENT_NOISE(true),
    /** Inputs that dropout leaves out, of each layer by a seed of its own. */
    DROPOUT(0x44524F504F5554L),
    /** Where windows end and which signs are drawn when a gradient is estimated at random. */
    GRADIENT_ESTIMATE(0x455354494D415445L),
    /** Random numbers of the estimates whose bias and variance are taken, the same each time. */
    GRADIENT_BIAS(0x42494153L),
    /** The direction in which the largest curvature of the loss is first looked for. */
    CURVATURE(0x435552564154L),
    /** Characters that a trained network writes. */
    TEXT(false),
    /** The place from which a walk over a loss surface starts. */
    WALK(false),
    /** Data of an iteration that is timed. */
    WORKLOAD(false),
    /** Weights, inputs and labels of an example that is derived by hand. */
    EXAMPLE(false),
    /** Recurrent matrix and inputs of a recurrence whose Jacobians are taken. */
    PATHS(false),
    /** The order of a list that is split or permuted the same way in every run. */
    ORDER(false);

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final long VALIDATION = -1;
    private static final long TEST = -2;
    private final boolean complement;
    private final long constant;

    RandomStream(boolean complement) {
        this.complement = complement;
        constant = 0;
    }

    RandomStream(long constant) {
        complement = false;
        this.constant = constant;
    }

    /**
     * The stream of a run.
     *
     * @param seed of the run
     * @return a new generator, at the stream's beginning
     */
    public Random of(long seed) {
        return new Random(start(seed));
    }

    /**
     * The stream of a run, if it is to be split further.
     *
     * @param seed of the run
     * @return a new generator, at the stream's beginning
     */
    public SplittableRandom splittable(long seed) {
        return new SplittableRandom(start(seed));
    }

    private long start(long seed) {
        if (constant != 0) {
            return mix(mix(seed) + constant);
        }
        return complement ? ~seed : seed;
    }

    /**
     * The stream of a training batch.
     *
     * @param seed of the run, 0 or above
     * @param index of the batch
     * @return a new generator, the same for the same seed and index
     */
    public static Random trainingBatch(long seed, int index) {
        return new Random(mix(mix(seed) + index));
    }

    /**
     * The order of the training examples in an epoch.
     *
     * @param seed of the run
     * @param epoch from 0 on
     * @return a new generator, the same for the same seed and epoch
     */
    public static Random epoch(long seed, long epoch) {
        return new Random(mix(mix(seed) + epoch));
    }

    /**
     * The stream of the validation data, the same for every seed.
     *
     * @return a new generator, the same for all runs
     */
    public static Random validation() {
        return new Random(mix(VALIDATION));
    }

    /**
     * The stream of the test data, the same for every seed.
     *
     * @return a new generator, the same for all runs
     */
    public static Random test() {
        return new Random(mix(TEST));
    }

    /**
     * The training batches of the task recall, which is older than the other tasks.
     *
     * @param seed of the run
     * @param index of the batch, from 0 on
     * @return a new generator, the same for the same seed and index
     */
    public static Random recallBatch(long seed, int index) {
        return new Random(GOLDEN_RATIO * (seed + 1) + index);
    }

    /**
     * The validation data of the task recall.
     *
     * @return a new generator, the same for all runs
     */
    public static Random recallValidation() {
        return new Random(VALIDATION);
    }

    /**
     * The test data of the task recall.
     *
     * @return a new generator, the same for all runs
     */
    public static Random recallTest() {
        return new Random(TEST);
    }

    /**
     * Spreads neighbouring seeds apart (the finaliser of SplitMix64).
     *
     * @return another seed for each seed
     */
    public static long mix(long seed) {
        long bits = seed + GOLDEN_RATIO;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
