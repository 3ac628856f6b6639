package gradflow.experiment.dynamics;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How one walks down a loss surface. */
public enum Descent {
    /** Against the gradient, as far as it is long. */
    @JsonProperty("plain")
    PLAIN,

    /** Against the gradient, whose norm is clipped. */
    @JsonProperty("clipped")
    CLIPPED,

    /** Adam (Kingma and Ba 2015) with its usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
    @JsonProperty("adam")
    ADAM
}
