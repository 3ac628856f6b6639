package gradflow.experiment.byhand;

import java.util.Arrays;

/** How far two arrays are apart. */
final class LargestError {
    private LargestError() {}

    /** The largest difference over the largest reference; over 1 if all references are 0. */
    static double of(double[] values, double[] reference) {
        if (values.length != reference.length) {
            throw new IllegalArgumentException(values.length + " and " + reference.length);
        }
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < values.length; i++) {
            difference = Math.max(difference, Math.abs(values[i] - reference[i]));
            scale = Math.max(scale, Math.abs(reference[i]));
        }
        return scale == 0 ? difference : difference / scale;
    }

    static double[] joined(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The first entries of every row. */
    static double[] heads(double[][] rows, int count) {
        return Arrays.stream(rows)
                .flatMapToDouble(row -> Arrays.stream(row).limit(count))
                .toArray();
    }
}
