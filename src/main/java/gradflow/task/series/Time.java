package gradflow.task.series;

import gradflow.mistake.UserMistake;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * A time in a file.
 *
 * @param kind what it is written as
 * @param number of {@link Kind#NUMBER}, else NaN
 * @param date of all others, else null; UTC if an offset was given
 */
public record Time(Kind kind, double number, LocalDateTime date) {
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM[-dd")
                    .optionalStart()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX]]]")
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /** What a time is written as; times of different kinds have no order. */
    public enum Kind {
        NUMBER,
        LOCAL,
        WITH_OFFSET
    }

    /**
     * Reads a number, a month, a day, or a local time or one with an offset.
     *
     * @param where the file and line, the beginning of a message
     * @return a time of one of these kinds
     * @throws UserMistake if it is none of these
     */
    public static Time parse(String field, String where) {
        try {
            return new Time(Kind.NUMBER, Double.parseDouble(field), null);
        } catch (NumberFormatException noNumber) {
            return date(field, where);
        }
    }

    /**
     * Whether it is of the other's kind and later.
     *
     * @return false of times that cannot be compared
     */
    public boolean isAfter(Time other) {
        return kind == other.kind
                && (kind == Kind.NUMBER ? number > other.number : date.isAfter(other.date));
    }

    private static Time date(String field, String where) {
        try {
            TemporalAccessor time =
                    ISO.parseBest(
                            field.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset
                    ? new Time(
                            Kind.WITH_OFFSET,
                            Double.NaN,
                            LocalDateTime.ofInstant(offset.toInstant(), ZoneOffset.UTC))
                    : new Time(Kind.LOCAL, Double.NaN, (LocalDateTime) time);
        } catch (DateTimeParseException noDate) {
            throw new UserMistake(
                    where
                            + "time '"
                            + field
                            + "' is neither a number nor an ISO time such as 2001-12, 2001-12-29, 2001-12-29T04:00 or 2001-12-29 04:00:00Z",
                    noDate);
        }
    }
}
