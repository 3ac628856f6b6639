package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The loss of a softmax output ŷ against a label y, summed over the outputs. */
public enum OutputLoss {
    /** Σ |ŷ − y|. */
    @JsonProperty("l1")
    L1,
    /** Σ (ŷ − y)². */
    @JsonProperty("squared-error")
    SQUARED_ERROR,
    /** −Σ y·ln ŷ. */
    @JsonProperty("cross-entropy")
    CROSS_ENTROPY;

    /**
     * One output's part of the loss.
     *
     * @param predicted ŷ of one output
     * @param label y of that output
     * @return its part of the loss, which is a sum over the outputs
     */
    public double of(double predicted, double label) {
        double error = predicted - label;
        return switch (this) {
            case L1 -> Math.abs(error);
            case SQUARED_ERROR -> error * error;
            case CROSS_ENTROPY -> label == 0 ? 0 : -label * StrictMath.log(predicted);
        };
    }

    /**
     * Its derivative by ŷ.
     *
     * @param predicted ŷ of one output
     * @param label y of that output
     * @return ∂/∂ŷ of its part of the loss
     */
    public double slope(double predicted, double label) {
        double error = predicted - label;
        return switch (this) {
            case L1 -> Math.signum(error);
            case SQUARED_ERROR -> 2 * error;
            case CROSS_ENTROPY -> -label / predicted;
        };
    }
}
