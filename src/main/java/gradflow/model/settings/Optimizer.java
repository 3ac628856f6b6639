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
    RANDOM_GUESS;

    /**
     * The sharpness above which gradient descent of all data at once is unstable on a quadratic,
     * times the learning rate: 2 without momentum; 2·(1 + 0.9) with Polyak's (J. Cohen and others,
     * 2021, arXiv:2103.00065, equation 1); 2·(1 + β₁)/(1 − β₁) = 38 for Adam with β₁ = 0.9 (J.
     * Cohen and others, 2022, arXiv:2207.14484). For Adam and RMSProp of the preconditioned
     * Hessian.
     *
     * @return above 0; NaN without a gradient
     */
    public double stableSharpnessTimesLearningRate() {
        return switch (this) {
            case SGD, RMSPROP -> 2;
            case MOMENTUM -> 3.8;
            case ADAM -> 38;
            case RANDOM_GUESS -> Double.NaN;
        };
    }

    /** Whether it divides each entry of the gradient by a scale of its own. */
    public boolean preconditions() {
        return this == ADAM || this == RMSPROP;
    }
}
