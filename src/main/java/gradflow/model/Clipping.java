package gradflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How gradients are made smaller before the optimiser has them. */
public enum Clipping {
    /** Not at all. */
    @JsonProperty("none")
    NONE,
    /** Every entry to −threshold … threshold. */
    @JsonProperty("element-wise")
    ELEMENT_WISE,
    /** Every layer's gradient to the norm {@code threshold}. */
    @JsonProperty("per-layer")
    PER_LAYER,
    /** The gradient of all parameters to the norm {@code threshold}; not in Deeplearning4j. */
    @JsonProperty("global-norm")
    GLOBAL_NORM
}
