package gradflow.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The activation of the hidden state (of the candidate in LSTM and GRU). */
public enum HiddenActivation {
    /** 1/(1 + e^−a). */
    @JsonProperty("sigmoid")
    SIGMOID,
    /** tanh a. */
    @JsonProperty("tanh")
    TANH,
    /** max(0, a). */
    @JsonProperty("relu")
    RELU,
    /** a itself. */
    @JsonProperty("identity")
    IDENTITY
}
