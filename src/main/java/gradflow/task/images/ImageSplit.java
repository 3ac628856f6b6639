package gradflow.task.images;

import gradflow.task.Shuffle;
import java.util.Arrays;

/** Which examples are for what, as their numbers; no example is in two parts. */
final class ImageSplit {
    private final int[] training;
    private final int[] validation;
    private final int[] test;

    private ImageSplit(int[] training, int[] validation, int[] test) {
        this.training = training;
        this.validation = validation;
        this.test = test;
    }

    /**
     * Splits one set into its three parts.
     *
     * @param count examples in all
     * @param heldOut how many validate, and how many test
     */
    static ImageSplit ofOneSet(int count, int heldOut, long seed) {
        int[] order = Shuffle.range(count, seed);
        return new ImageSplit(
                Arrays.copyOfRange(order, 2 * heldOut, count),
                Arrays.copyOfRange(order, heldOut, 2 * heldOut),
                Arrays.copyOfRange(order, 0, heldOut));
    }

    /**
     * Splits a set that ends with examples for testing. Validation comes from the others.
     *
     * @param count examples in all
     * @param forTraining how many come before those for testing
     * @param validating how many of these validate
     * @param testing at most how many of the examples for testing are used
     */
    static ImageSplit ofGivenParts(
            int count, int forTraining, int validating, int testing, long seed) {
        int[] given = Shuffle.range(forTraining, seed);
        int[] tests = Shuffle.range(count - forTraining, seed);
        return new ImageSplit(
                Arrays.copyOfRange(given, 0, forTraining - validating),
                Arrays.copyOfRange(given, forTraining - validating, forTraining),
                Arrays.stream(tests).limit(testing).map(t -> forTraining + t).toArray());
    }

    int[] training() {
        return training.clone();
    }

    int[] validation() {
        return validation.clone();
    }

    int[] test() {
        return test.clone();
    }
}
