package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the labels of a user's own table are. */
public enum LabelKind {
    /** One class for each sequence, told at its last step. */
    @JsonProperty("class-per-sequence")
    CLASS_PER_SEQUENCE,

    /** A class for each step; a step whose label is empty has no loss. */
    @JsonProperty("class-per-step")
    CLASS_PER_STEP,

    /** One or more numbers for each step; a step one of whose labels is empty has no loss. */
    @JsonProperty("value-per-step")
    VALUE_PER_STEP,

    /** One or more columns' numbers one step later. */
    @JsonProperty("next-value")
    NEXT_VALUE;

    /**
     * Whether classes are told apart.
     *
     * @return false if numbers are told
     */
    public boolean isClass() {
        return this == CLASS_PER_SEQUENCE || this == CLASS_PER_STEP;
    }
}
