package gradflow.claim;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a measured number should lie to the value of a claim. */
public enum Relation {
    /** Below value − margin. */
    @JsonProperty("<")
    BELOW("<"),

    /** Above value + margin. */
    @JsonProperty(">")
    ABOVE(">"),

    /** Between value − margin and value + margin, ends included. */
    @JsonProperty("within")
    @JsonAlias("≈")
    WITHIN("within");

    private final String label;

    Relation(String label) {
        this.label = label;
    }

    /**
     * The name in experiment files and results.
     *
     * @return a word or a sign
     */
    public String label() {
        return label;
    }
}
