package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of an input that is missing in a user's own table. */
public enum FillMissing {
    /** It is a mistake. */
    @JsonProperty("refuse")
    REFUSE,

    /** The last value before it in its sequence; where there is none, the mean. */
    @JsonProperty("previous")
    PREVIOUS,

    /** The mean of the column's training data. */
    @JsonProperty("mean")
    MEAN
}
