package gradflow.estimator;

import java.util.Arrays;

/**
 * Steps of one sequence that follow each other.
 *
 * @param inputs x_t [T][I]
 * @param labels y_t [T][O]; null at a step without a loss
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record Steps(double[][] inputs, double[][] labels) {

    /**
     * Checks that each step has an input and a place for a label.
     *
     * @throws IllegalArgumentException if there are more inputs than labels or the other way round
     */
    public Steps {
        if (inputs.length != labels.length) {
            throw new IllegalArgumentException(
                    "got %d inputs and %d labels; both have a row for each step, a label may be null"
                            .formatted(inputs.length, labels.length));
        }
    }

    /**
     * How many steps.
     *
     * @return 0 or above
     */
    public int size() {
        return inputs.length;
    }

    double[] input(int step) {
        return inputs[step];
    }

    double[] label(int step) {
        return labels[step];
    }

    boolean isLabelled(int step) {
        return labels[step] != null;
    }

    /**
     * Some of these steps.
     *
     * @param from the first, from 0 on
     * @param to the one after the last; beyond the end it is the end
     * @return views of the same rows
     */
    public Steps between(int from, int to) {
        int end = Math.min(to, size());
        return new Steps(
                Arrays.copyOfRange(inputs, from, end), Arrays.copyOfRange(labels, from, end));
    }
}
