package gradflow.claim;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a claim makes of the numbers of two conditions with the same seed. */
public enum Comparison {
    /** Condition − versus. */
    @JsonProperty("difference")
    DIFFERENCE(0),

    /** Condition / versus, of numbers above 0. */
    @JsonProperty("ratio")
    RATIO(1);

    private final double neutral;

    Comparison(double neutral) {
        this.neutral = neutral;
    }

    /**
     * What it is of two equal numbers.
     *
     * @return 0 for a difference, 1 for a ratio
     */
    public double neutral() {
        return neutral;
    }
}
