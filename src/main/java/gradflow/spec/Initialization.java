package gradflow.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the recurrent weights start; biases are zero but for the gates'. */
public enum Initialization {
    /** Normal with variance 2/(fan in + fan out), Deeplearning4j's XAVIER. */
    @JsonProperty("xavier")
    XAVIER("xavier"),

    /** A random orthogonal matrix per gate: all singular values are 1. */
    @JsonProperty("orthogonal")
    ORTHOGONAL("orthogonal"),

    /** The identity (Le, Jaitly and Hinton 2015). */
    @JsonProperty("identity")
    IDENTITY("identity");

    private final String label;

    Initialization(String label) {
        this.label = label;
    }

    /** The name in experiment files and results. */
    public String label() {
        return label;
    }
}
