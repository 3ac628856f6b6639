package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How parameters are searched for. */
public enum Optimizer {
    /** Kingma and Ba 2015, by gradients. */
    @JsonProperty("adam")
    ADAM,

    /**
     * All weights drawn anew from uniform −1 … 1 for each batch, without any gradient (Hochreiter
     * and Schmidhuber 1997, section 5): what a task demands of a method that is to be called
     * learning.
     */
    @JsonProperty("random-guess")
    RANDOM_GUESS
}
