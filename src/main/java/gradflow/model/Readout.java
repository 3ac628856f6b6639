package gradflow.model;

/** What the output layer makes of the hidden state, and the loss that goes with it. */
public enum Readout {
    /** Probabilities of classes that exclude each other; cross-entropy −Σ y·ln p in nats. */
    SOFTMAX,

    /** Numbers; squared error, the mean over the outputs. */
    LINEAR,

    /** Probabilities of outputs that do not; −Σ (y·ln p + (1 − y)·ln(1 − p)) in nats. */
    SIGMOID
}
