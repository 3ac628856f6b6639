package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** By what a user's own table becomes training, validation and test data. */
public enum TableSplit {
    /** By sequence where there is a sequence column, else by time. */
    @JsonProperty("default")
    DEFAULT,

    /** Whole sequences: of every 20 in a fixed random order 14 train, 3 validate, 3 test. */
    @JsonProperty("sequence")
    SEQUENCE,

    /** The first 70 % of the steps of each sequence train, 15 % validate, the last 15 % test. */
    @JsonProperty("time")
    TIME
}
