package gradflow.task;

import gradflow.spec.UserMistake;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Checks that times follow each other at one step: all numbers, all ISO dates (2001-12-29) or all
 * ISO local times (2001-12-29T04:00); a step of whole months is one step although months differ.
 */
final class RegularTimes {
    private static final double TOLERANCE = 1e-6;

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
        if (first.isNumber() != time.isNumber() || !isExpected(time)) {
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
        if (first.isNumber()) {
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

    /** The same day some months later; or the last day of a month, if the first one is too. */
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
            return new Time(Double.parseDouble(field), null);
        } catch (NumberFormatException noNumber) {
            try {
                LocalDateTime date =
                        field.contains("T")
                                ? LocalDateTime.parse(field)
                                : LocalDate.parse(field).atStartOfDay();
                return new Time(Double.NaN, date);
            } catch (DateTimeParseException noDate) {
                throw new UserMistake(
                        where
                                + "time '"
                                + field
                                + "' is neither a number nor an ISO time such as 2001-12-29 or 2001-12-29T04:00",
                        noDate);
            }
        }
    }

    /** One of the two kinds of time; date is null for a number. */
    private record Time(double number, LocalDateTime date) {
        boolean isNumber() {
            return date == null;
        }
    }
}
