package gradflow.task.table;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.Arrays;
import java.util.Locale;

/**
 * Mean and standard deviation of a column's training data, reckoned in units of a power of two near
 * its largest value, so that no square overflows or vanishes.
 *
 * @param exponent of that power
 * @param mean in those units
 * @param deviation in those units; 1 where all values are alike
 */
record Scale(int exponent, double mean, double deviation) {
    /** In standard deviations; the square of a larger value would soon leave FLOAT. */
    private static final double FARTHEST = 1e18;

    /** The scale of a column by those of its values that are there, NaN being none. */
    static Scale of(double[] column) {
        double[] values = Arrays.stream(column).filter(v -> !Double.isNaN(v)).toArray();
        if (values.length == 0) {
            return new Scale(0, 0, 1);
        }
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        int exponent = largest == 0 ? 0 : Math.getExponent(largest);
        double[] scaled = Arrays.stream(values).map(v -> Math.scalb(v, -exponent)).toArray();
        if (areAlike(scaled)) {
            return new Scale(exponent, scaled[0], 1);
        }
        double mean = Arrays.stream(scaled).average().orElseThrow();
        double square =
                Arrays.stream(scaled).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return new Scale(exponent, mean, Math.sqrt(square));
    }

    private static boolean areAlike(double... values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    /**
     * A value in standard deviations from the mean; 0 where there is none.
     *
     * @param where the file and column, the beginning of a message
     * @throws UserMistake if FLOAT, in which networks are trained, could not hold its square
     */
    double normalised(double value, String where) {
        if (Double.isNaN(value)) {
            return 0;
        }
        double normalised = (Math.scalb(value, -exponent) - mean) / deviation;
        Check.that(
                Math.abs(normalised) <= FARTHEST,
                String.format(
                        Locale.ROOT,
                        "%s: value %s is more than %.0e standard deviations from the mean of the training data",
                        where,
                        value,
                        FARTHEST));
        return normalised;
    }

    /** A value in the table's own unit. */
    double inUnits(double normalised) {
        return Math.scalb(normalised * deviation + mean, exponent);
    }

    /** The standard deviation in the table's own unit. */
    double deviationInUnits() {
        return Math.scalb(deviation, exponent);
    }
}
