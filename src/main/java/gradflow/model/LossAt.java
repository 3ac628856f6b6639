package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The time steps at which a loss is taken. */
public enum LossAt {
    /** All of them. */
    @JsonProperty("every-step")
    EVERY_STEP("every-step"),

    /** The last one only. */
    @JsonProperty("last-step")
    LAST_STEP("last-step");

    private final String label;

    LossAt(String label) {
        this.label = label;
    }

    /**
     * The name in experiment files and results.
     *
     * @return {@code last-step} or {@code every-step}
     */
    public String label() {
        return label;
    }
}
