package gradflow.task.series;

import gradflow.mistake.UserMistake;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * Checks that times follow each other at one step: all numbers, all months, days or local times
 * (2001-12, 2001-12-29, 2001-12-29T04:00, or with a space instead of the T), or all times with an
 * offset (2001-12-29T04:00Z); a step of whole months is one step although months differ.
 */
final class RegularTimes {
    private static final double TOLERANCE = 1e-6;

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

    private int count;
    private Time first;
    private Time second;

    /**
     * Takes the next time.
     *
     * @param where the file and line, the beginning of a message
     * @throws UserMistake if it is no time, of another kind, or not one step after the last one
     */
    void next(String field, String where) {
        Time time = parse(field, where);
        if (count == 0) {
            first = time;
        } else if (count == 1) {
            second = time;
        }
        if (first.kind != time.kind || !isExpected(time)) {
            throw new UserMistake(
                    where
                            + "time '"
                            + field
                            + "' is not one step after the line before; times have to increase by the same step, without gaps");
        }
        count++;
    }

    private boolean isExpected(Time time) {
        if (count == 0) {
            return true;
        }
        if (first.kind == Kind.NUMBER) {
            double step = second.number - first.number;
            return step > 0
                    && Math.abs(time.number - first.number - count * step) <= TOLERANCE * step;
        }
        Duration step = Duration.between(first.date, second.date);
        return !step.isZero()
                && !step.isNegative()
                && (first.date.plus(step.multipliedBy(count)).equals(time.date)
                        || isMonthly(time.date));
    }

    /** Whether it is the first's day some months later, or like it the last day of a month. */
    private boolean isMonthly(LocalDateTime date) {
        long months = ChronoUnit.MONTHS.between(month(first.date), month(second.date));
        return isLater(second.date, months) && isLater(date, months * count);
    }

    private boolean isLater(LocalDateTime date, long months) {
        LocalDateTime later = first.date.plusMonths(months);
        return later.equals(date)
                || (isLastDay(first.date)
                        && later.with(TemporalAdjusters.lastDayOfMonth()).equals(date));
    }

    private static YearMonth month(LocalDateTime date) {
        return YearMonth.from(date);
    }

    private static boolean isLastDay(LocalDateTime date) {
        return date.getDayOfMonth() == month(date).lengthOfMonth();
    }

    private static Time parse(String field, String where) {
        try {
            return new Time(Kind.NUMBER, Double.parseDouble(field), null);
        } catch (NumberFormatException noNumber) {
            return date(field, where);
        }
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

    private enum Kind {
        NUMBER,
        LOCAL,
        WITH_OFFSET
    }

    /** A number, or a date that is UTC if an offset was given. */
    private record Time(Kind kind, double number, LocalDateTime date) {}
}
