package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;

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

    void requireSize(KerasNode node, long needed) throws ModelFileException {
        if (size != 0 && size != needed) {
            throw node.refused("has weights for inputs of size %d; needs %d", needed, size);
        }
    }
}
