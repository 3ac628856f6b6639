package gradflow.results.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;

/** What stands in a column, in the words of Frictionless' Table Schema. */
public enum FieldType {
    /** Text of any kind. */
    @JsonProperty("string")
    STRING("string", "text", Pattern.compile(".*", Pattern.DOTALL)),

    /** Whole numbers. */
    @JsonProperty("integer")
    INTEGER("integer", "whole number", Pattern.compile("-?\\d+")),

    /** Numbers as Java's {@code Double.toString} writes them, and whole ones. */
    @JsonProperty("number")
    NUMBER("number", "number", Pattern.compile("-?(\\d+(\\.\\d+)?(E-?\\d+)?|Infinity)")),

    /** {@code true} or {@code false}. */
    @JsonProperty("boolean")
    BOOLEAN("boolean", "truth value", Pattern.compile("true|false")),

    /** Anything: of a column that nobody declared. */
    ANY("any", "text", Pattern.compile(".*", Pattern.DOTALL));

    private final String label;
    private final String word;
    private final Pattern form;

    FieldType(String label, String word, Pattern form) {
        this.label = label;
        this.word = word;
        this.form = form;
    }

    /**
     * The type's name in Table Schema.
     *
     * @return as Frictionless spells it
     */
    public String label() {
        return label;
    }

    /**
     * The type in words, for people.
     *
     * @return one word or two
     */
    public String word() {
        return word;
    }

    /**
     * Whether it has an order, so that a range makes sense.
     *
     * @return true of numbers and whole numbers
     */
    public boolean isNumeric() {
        return this == INTEGER || this == NUMBER;
    }

    /** Whether a text that is not empty is of this type. */
    boolean accepts(String text) {
        return form.matcher(text).matches();
    }
}
