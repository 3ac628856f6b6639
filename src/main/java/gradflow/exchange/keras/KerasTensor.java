package gradflow.exchange.keras;

/**
 * What a layer of a Keras model gives.
 *
 * @param rank axes with the batch: 2 or 3; 0 for an input that does not say
 * @param size of the last axis; 0 where it is not known
 * @param mask of its steps; null for none
 */
public record KerasTensor(int rank, int size, Mask mask) {

    /**
     * Steps of an input that are hidden.
     *
     * @param input whose steps
     * @param value that a hidden step has
     * @param ofTokens whether a step is one number, else hidden where all its numbers have it
     */
    public record Mask(String input, double value, boolean ofTokens) {}

    KerasTensor withoutMask() {
        return new KerasTensor(rank, size, null);
    }
}
