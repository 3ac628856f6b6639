package gradflow.experiment.training;

/**
 * How large a network is.
 *
 * @param hiddenSize H
 * @param parameters weights, biases and gains, output layer included
 */
public record NetworkSize(int hiddenSize, long parameters) {}
