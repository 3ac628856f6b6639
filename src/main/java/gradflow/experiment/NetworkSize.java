package gradflow.experiment;

/**
 * How large a network is.
 *
 * @param hiddenSize H
 * @param parameters weights, biases and gains, output layer included
 */
record NetworkSize(int hiddenSize, long parameters) {}
