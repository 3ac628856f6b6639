package gradflow.task;

import gradflow.spec.UserMistake;
import java.util.stream.IntStream;

/** A series split by time, 70 % to train, 15 % to validate, 15 % to test, and normalised. */
final class SplitSeries {
    private static final int TRAINING_PERCENT = 70;
    private static final int VALIDATION_PERCENT = 85;

    private final Series series;
    private final double mean;
    private final double deviation;

    /** Takes mean and standard deviation from the training part alone. */
    SplitSeries(Series series) {
        this.series = series;
        Part part = training();
        mean =
                IntStream.range(part.start(), part.end())
                        .mapToDouble(series::at)
                        .average()
                        .orElse(0);
        deviation =
                Math.sqrt(
                        IntStream.range(part.start(), part.end())
                                .mapToDouble(i -> (series.at(i) - mean) * (series.at(i) - mean))
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
        if (deviation == 0) {
            throw new UserMistake(series.place() + ": all values of its first 70 % are the same");
        }
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
        return (series.at(index) - mean) / deviation;
    }

    /** The standard deviation of the training part, in the data's unit. */
    double deviation() {
        return deviation;
    }
}
