package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose layers a network is made of. */
public enum Implementation {
    /** This project's. */
    @JsonProperty("gradflow")
    GRADFLOW("gradflow"),

    /** This project's, in portable arithmetic. */
    @JsonProperty("gradflow-portable")
    GRADFLOW_PORTABLE("gradflow-portable"),

    /** DL4J's own, which has no GRU. */
    @JsonProperty("deeplearning4j")
    DEEPLEARNING4J("deeplearning4j");

    private final String label;

    Implementation(String label) {
        this.label = label;
    }

    /**
     * Whether the layers are this project's.
     *
     * @return false for Deeplearning4j's
     */
    public boolean isOurs() {
        return this != DEEPLEARNING4J;
    }

    /**
     * The name in experiment files and results.
     *
     * @return {@code gradflow} or {@code deeplearning4j}
     */
    public String label() {
        return label;
    }
}
