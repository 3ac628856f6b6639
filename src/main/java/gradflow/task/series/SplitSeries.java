package gradflow.task.series;

import gradflow.mistake.UserMistake;
import gradflow.task.Part;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A series split by time, 70 % to train, 15 % to validate, 15 % to test, and normalised.
 *
 * <p>It is reckoned in units of a power of two near its largest value, so that no square overflows
 * or vanishes, whatever the data's own unit; such units change no digit.
 */
final class SplitSeries {
    private static final int TRAINING_PERCENT = 70;
    private static final int VALIDATION_PERCENT = 85;

    /** In standard deviations; the square of a larger value would soon leave FLOAT. */
    private static final double FARTHEST = 1e18;

    private final Series series;
    private final int exponent;
    private final double mean;
    private final double deviation;

    /** Takes mean and standard deviation from the training part alone. */
    SplitSeries(Series series) {
        this.series = series;
        Part part = training();
        exponent = Math.getExponent(values(part).map(Math::abs).max().orElse(1));
        mean = values(part).map(this::scaled).average().orElse(0);
        deviation =
                Math.sqrt(
                        values(part)
                                .map(value -> (scaled(value) - mean) * (scaled(value) - mean))
                                .average()
                                .orElse(0));
    }

    /**
     * Checks that every part has a window, and that there is something to learn.
     *
     * @param length of a window
     * @param season by how much a naive forecast looks back
     */
    void checkHas(int length, int season) {
        int shortest = Math.min(validation().length(), test().length());
        if (shortest < length || validation().start() < season) {
            throw new UserMistake(
                    String.format(
                            "%s: too short, 15 %% of it are %d values; sequenceLength %d needs %d",
                            series.place(), shortest, length - 1, length));
        }
        if (areEqual(values(training()))) {
            throw new UserMistake(series.place() + ": all values of its first 70 % are the same");
        }
        for (Part part : List.of(training(), validation(), test())) {
            checkFits(part);
        }
    }

    /** Networks are trained in FLOAT: what it cannot hold, or tell apart, must not be learnt. */
    private void checkFits(Part part) {
        for (int i = part.start(); i < part.end(); i++) {
            if (!(Math.abs(normalised(i)) <= FARTHEST)) {
                throw new UserMistake(
                        String.format(
                                Locale.ROOT,
                                "%s: value %s is more than %.0e standard deviations from the mean of the first 70 %%",
                                series.place(),
                                series.at(i),
                                FARTHEST));
            }
        }
        if (!areEqual(values(part))
                && areEqual(indices(part).mapToDouble(i -> (float) normalised(i)))) {
            throw new UserMistake(
                    String.format(
                            "%s: values %d to %d differ by too little to be told apart in FLOAT, in standard deviations of the first 70 %%",
                            series.place(), part.start() + 1, part.end()));
        }
    }

    private static boolean areEqual(DoubleStream values) {
        return values.distinct().limit(2).count() < 2;
    }

    private static IntStream indices(Part part) {
        return IntStream.range(part.start(), part.end());
    }

    private DoubleStream values(Part part) {
        return indices(part).mapToDouble(series::at);
    }

    private double scaled(double value) {
        return Math.scalb(value, -exponent);
    }

    Part training() {
        return Part.of(series.length(), 0, TRAINING_PERCENT);
    }

    Part validation() {
        return Part.of(series.length(), TRAINING_PERCENT, VALIDATION_PERCENT);
    }

    Part test() {
        return Part.of(series.length(), VALIDATION_PERCENT, 100);
    }

    /** A value in standard deviations from the mean, both of the training part. */
    double normalised(int index) {
        return (scaled(series.at(index)) - mean) / deviation;
    }

    /** The standard deviation of the training part, in the data's unit. */
    double deviation() {
        return Math.scalb(deviation, exponent);
    }
}
