package gradflow.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import gradflow.mistake.Check;
import gradflow.mistake.Decimal;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is done against vanishing or exploding gradients: {@code none}, a measure such as {@code
 * chrono}, one with its strength such as {@code clip-global-norm(0.5)}, or several that do not
 * contradict each other, joined by {@code +}.
 */
public final class Mitigation {
    private static final String NONE_TEXT = "none";

    /** Nothing. */
    public static final Mitigation NONE = new Mitigation(NONE_TEXT);

    private static final Pattern PART = Pattern.compile("([a-z-]+)(?:\\(([^()]*)\\))?");
    private final String text;
    private final Map<Remedy.Subject, Remedy> measures = new EnumMap<>(Remedy.Subject.class);
    private final Map<Remedy, Double> strengths = new EnumMap<>(Remedy.class);

    /**
     * Reads what stands in an experiment file.
     *
     * @throws UserMistake if a measure is unknown, has a strength that it cannot have, or two of
     *     them set the same thing
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Mitigation(String text) {
        this.text = text;
        if (text.equals(NONE_TEXT)) {
            return;
        }
        for (String part : text.split("\\+", -1)) {
            add(part.strip());
        }
    }

    private void add(String part) {
        Matcher parts = PART.matcher(part);
        Check.that(
                parts.matches(),
                "mitigation: '%s' is not of the form name or name(strength), joined by +"
                        .formatted(part));
        Check.that(
                !part.equals(NONE_TEXT),
                "mitigation: none stands alone, so not in '%s'".formatted(text));
        Remedy measure =
                Remedy.of(parts.group(1))
                        .orElseThrow(() -> new UserMistake(unknown(parts.group(1))));
        Remedy other = measures.put(measure.subject(), measure);
        Check.that(
                other == null,
                "mitigation: %s and %s contradict each other, both set the %s; one of them is allowed"
                        .formatted(
                                other == null ? "" : other.label(),
                                measure.label(),
                                words(measure.subject())));
        if (parts.group(2) == null) {
            measure.usual().ifPresent(usual -> strengths.put(measure, usual));
        } else {
            strengths.put(measure, strength(measure, parts.group(2)));
        }
    }

    private static String unknown(String name) {
        List<String> known = new ArrayList<>(Remedy.labels());
        known.add(0, NONE_TEXT);
        return "mitigation: unknown measure '%s'; %s".formatted(name, Nearest.hint(name, known));
    }

    private static double strength(Remedy measure, String given) {
        Check.that(
                measure.usual().isPresent(),
                "mitigation: %s has no strength, so not (%s)".formatted(measure.label(), given));
        double number = Decimal.parse(given).orElse(Double.NaN);
        Optional<String> refusal = measure.refusal(number);
        Check.that(
                refusal.isEmpty(),
                "mitigation: the strength of %s must be %s, not '%s'"
                        .formatted(measure.label(), refusal.orElse(""), given));
        return number;
    }

    /**
     * As it is written.
     *
     * @return such as {@code clip-global-norm(0.5)+chrono}
     */
    @JsonValue
    public String text() {
        return text;
    }

    /**
     * Multiplies the strength of the last measure that has one to tune (clipping, a gate's bias, Ω
     * or noise) by a factor.
     *
     * @param factor above 0, times the strength
     * @return this for a factor of 1; empty if no measure has a strength to tune
     */
    public Optional<Mitigation> times(double factor) {
        if (factor == 1) {
            return Optional.of(this);
        }
        String[] parts = text.split("\\+", -1);
        for (int i = parts.length - 1; i >= 0; i--) {
            Mitigation part = new Mitigation(parts[i].strip());
            Optional<Remedy> tunable =
                    part.measures.values().stream().filter(Remedy::isTunable).findFirst();
            if (tunable.isPresent()) {
                double strength = factor * strengths.get(tunable.get());
                parts[i] = "%s(%s)".formatted(tunable.get().label(), strength);
                return Optional.of(new Mitigation(String.join("+", parts)));
            }
        }
        return Optional.empty();
    }

    /**
     * Why it has no meaning with such a cell over such a length; empty if it has one.
     *
     * @return the reason in words
     */
    public Optional<String> nonsense(Cell cell, int sequenceLength) {
        if (uses(Remedy.OMEGA)
                && (uses(Remedy.LEAKY) || uses(Remedy.RESIDUAL) || uses(Remedy.LAYER_NORM))) {
            return Optional.of("Omega is defined for the plain recurrence");
        }
        if (uses(Remedy.TRUNCATION) && strengths.get(Remedy.TRUNCATION) >= sequenceLength) {
            return Optional.of(
                    "truncation after %.0f steps cuts nothing off %d steps"
                            .formatted(strengths.get(Remedy.TRUNCATION), sequenceLength));
        }
        return measures.values().stream()
                .flatMap(
                        measure ->
                                measure.nonsense(cell).stream()
                                        .map(
                                                why ->
                                                        "%s has no meaning for %s: %s"
                                                                .formatted(
                                                                        measure.label(),
                                                                        cell.label(),
                                                                        why)))
                .findFirst();
    }

    /** Refuses a setting that a measure sets as well. */
    public void exclude(Remedy.Subject subject, boolean untouched, String setting, Object value) {
        Remedy measure = measures.get(subject);
        Check.that(
                measure == null || untouched,
                "mitigation %s sets the %s, and so does %s %s; one of them is allowed"
                        .formatted(text, words(subject), setting, value));
    }

    /**
     * Whether a measure is part of it.
     *
     * @return whether the measure is used
     */
    public boolean uses(Remedy measure) {
        return measures.containsValue(measure);
    }

    /**
     * The measure for a subject.
     *
     * @return none if nothing is done about the subject
     */
    public Optional<Remedy> measure(Remedy.Subject subject) {
        return Optional.ofNullable(measures.get(subject));
    }

    /**
     * The strength of a measure; empty if it is not used.
     *
     * @return in the unit of the measure
     */
    public OptionalDouble strength(Remedy measure) {
        return strengths.containsKey(measure)
                ? OptionalDouble.of(strengths.get(measure))
                : OptionalDouble.empty();
    }

    private static String words(Remedy.Subject subject) {
        return subject.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mitigation that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
