package gradflow.task.series;

import gradflow.mistake.UserMistake;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * Checks that times follow each other at one step: all numbers, all months, days or local times
 * (2001-12, 2001-12-29, 2001-12-29T04:00, or with a space instead of the T), or all times with an
 * offset (2001-12-29T04:00Z); a step of whole months is one step although months differ.
 */
public final class RegularTimes {
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
    public void next(String field, String where) {
        Time time = Time.parse(field, where);
        if (count == 0) {
            first = time;
        } else if (count == 1) {
            second = time;
        }
        if (first.kind() != time.kind() || !isExpected(time)) {
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
        if (first.kind() == Time.Kind.NUMBER) {
            double step = second.number() - first.number();
            return step > 0
                    && Math.abs(time.number() - first.number() - count * step) <= TOLERANCE * step;
        }
        Duration step = Duration.between(first.date(), second.date());
        return !step.isZero()
                && !step.isNegative()
                && (first.date().plus(step.multipliedBy(count)).equals(time.date())
                        || isMonthly(time.date()));
    }

    /** Whether it is the first's day some months later, or like it the last day of a month. */
    private boolean isMonthly(LocalDateTime date) {
        long months = ChronoUnit.MONTHS.between(month(first.date()), month(second.date()));
        return isLater(second.date(), months) && isLater(date, months * count);
    }

    private boolean isLater(LocalDateTime date, long months) {
        LocalDateTime later = first.date().plusMonths(months);
        return later.equals(date)
                || (isLastDay(first.date())
                        && later.with(TemporalAdjusters.lastDayOfMonth()).equals(date));
    }

    private static YearMonth month(LocalDateTime date) {
        return YearMonth.from(date);
    }

    private static boolean isLastDay(LocalDateTime date) {
        return date.getDayOfMonth() == month(date).lengthOfMonth();
    }
}
