package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How parameters are searched for. */
public enum Optimizer {
    /** Kingma and Ba 2015, by gradients. */
    @JsonProperty("adam")
    ADAM,

    /** Plain gradient descent: the update is the gradient times the learning rate. */
    @JsonProperty("sgd")
    SGD,

    /** Gradient descent with momentum 0.9 (Polyak 1964). */
    @JsonProperty("momentum")
    MOMENTUM,

    /** Tieleman and Hinton 2012, with decay 0.95. */
    @JsonProperty("rmsprop")
    RMSPROP,

    /**
     * All weights drawn anew from uniform −1 … 1 for each batch, without any gradient (Hochreiter
     * and Schmidhuber 1997, section 5): what a task demands of a method that is to be called
     * learning.
     */
    @JsonProperty("random-guess")
    RANDOM_GUESS
}
