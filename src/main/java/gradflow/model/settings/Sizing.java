package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What cells of different kinds have in common when they are compared. */
public enum Sizing {
    /** All have {@code hiddenSize} units. */
    @JsonProperty("equal-hidden-size")
    EQUAL_HIDDEN_SIZE,

    /**
     * All have about as many parameters as an LSTM with {@code hiddenSize} units, output layer
     * included.
     */
    @JsonProperty("equal-parameters")
    EQUAL_PARAMETERS
}
