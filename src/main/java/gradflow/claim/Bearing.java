package gradflow.claim;

import com.fasterxml.jackson.annotation.JsonProperty;

/** On which side of the teaching note a claim stands. */
public enum Bearing {
    /** If the claim holds, so does what the note says. */
    @JsonProperty("for")
    FOR,

    /** If the claim holds, what the note says does not. */
    @JsonProperty("against")
    AGAINST
}
