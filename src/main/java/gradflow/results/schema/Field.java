package gradflow.results.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A column of a file of results.
 *
 * @param name in the header
 * @param type of its values
 * @param unit of its numbers, or the norm that they are; null for a number that has none
 * @param minimum the least value that may stand there, or null
 * @param maximum the largest value that may stand there, or null
 * @param bound what else bounds the values, from run to run; null for nothing
 * @param words all that may stand there; empty for no such list
 * @param mayBeEmpty whether a row may lack the value
 * @param isLater whether folders that were written before the column was added lack it
 * @param about what it means, one sentence or a few
 */
public record Field(
        String name,
        FieldType type,
        String unit,
        @JsonProperty("min") BigDecimal minimum,
        @JsonProperty("max") BigDecimal maximum,
        RunBound bound,
        @JsonProperty("enum") List<String> words,
        @JsonProperty("empty") boolean mayBeEmpty,
        @JsonProperty("later") boolean isLater,
        String about)
        implements ColumnDeclaration {

    /** Keeps a copy. */
    public Field {
        words = words == null ? List.of() : List.copyOf(words);
    }

    /** A column of a setting, or one that nobody declared. */
    static Field of(String name, FieldType type, boolean mayBeEmpty, String about) {
        return new Field(name, type, null, null, null, null, List.of(), mayBeEmpty, false, about);
    }

    /** This column under another name. */
    Field named(String other) {
        return new Field(
                other, type, unit, minimum, maximum, bound, words, mayBeEmpty, isLater, about);
    }

    /**
     * What is wrong with a value; nothing if it may stand in this column.
     *
     * @param value as it stands in the file
     * @return a few words
     */
    public Optional<String> problem(String value) {
        if (value.isEmpty()) {
            return mayBeEmpty
                    ? Optional.empty()
                    : Optional.of("is empty, " + allowed() + " is needed");
        }
        boolean isRight = type.accepts(value) && isInRange(value) && isWord(value);
        return isRight ? Optional.empty() : Optional.of("'" + value + "' is not " + allowed());
    }

    /**
     * Whether the column says of each run whether something happened: a whole number, 0 or 1.
     *
     * @return whether it is declared as such
     */
    public boolean isEvent() {
        return type == FieldType.INTEGER && least() == 0 && most() == 1;
    }

    /**
     * The least value that may stand there.
     *
     * @return the declared minimum, or −∞
     */
    public double least() {
        return minimum == null ? Double.NEGATIVE_INFINITY : minimum.doubleValue();
    }

    /**
     * The largest value that may stand there, whatever the run.
     *
     * @return the declared maximum, or ∞; {@link #bound} may be below it
     */
    public double most() {
        return maximum == null ? Double.POSITIVE_INFINITY : maximum.doubleValue();
    }

    private boolean isWord(String value) {
        return words.isEmpty() || words.contains(value);
    }

    private boolean isInRange(String value) {
        if (!type.isNumeric()) {
            return true;
        }
        double number = Double.parseDouble(value);
        return (minimum == null || number >= minimum.doubleValue())
                && (maximum == null || number <= maximum.doubleValue());
    }

    /** What may stand there, in words: {@code a number, 0 … 1}. */
    private String allowed() {
        if (!words.isEmpty()) {
            return "one of " + String.join(", ", words);
        }
        return "a " + type.word() + range().map(range -> ", " + range).orElse("");
    }

    /** The range in words, if there is one: {@code 0 … 1}, {@code 0 or more}. */
    Optional<String> range() {
        if (minimum == null) {
            return Optional.ofNullable(maximum).map(max -> "at most " + max.toPlainString());
        }
        String low = minimum.toPlainString().replace('-', '−');
        return Optional.of(
                maximum == null ? low + " or more" : low + " … " + maximum.toPlainString());
    }
}
