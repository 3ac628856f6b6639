package gradflow.experiment.vectors;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The largest difference between two arrays over the largest value of the expected one. A step of a
 * sequence is measured by its own values, but those count for no less than the rounding error of
 * the sequence's largest value: what has vanished below that is noise in either framework.
 */
final class RelativeError {
    private static final double DOUBLE_ROUNDING = Math.ulp(1.0);
    private static final double FLOAT_ROUNDING = Math.ulp(1f);

    private RelativeError() {}

    static double of(INDArray actual, INDArray expected) {
        return ratio(difference(actual, expected), largest(expected));
    }

    /** The worst of all steps of sequences [B, size, T]. */
    static double byStep(INDArray actual, INDArray expected) {
        double rounding = actual.dataType() == DataType.DOUBLE ? DOUBLE_ROUNDING : FLOAT_ROUNDING;
        double least = rounding * largest(expected);
        double worst = 0;
        for (long t = 0; t < expected.size(2); t++) {
            INDArray step = expected.tensorAlongDimension(t, 0, 1);
            double error = difference(actual.tensorAlongDimension(t, 0, 1), step);
            worst = Math.max(worst, ratio(error, Math.max(least, largest(step))));
        }
        return worst;
    }

    /** NaN counts as infinitely wrong, which Math.max would otherwise pass on or lose. */
    private static double ratio(double difference, double size) {
        if (difference == 0) {
            return 0;
        }
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / size;
    }

    private static double difference(INDArray actual, INDArray expected) {
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(expected.reshape(actual.shape()));
        return difference.isNaN().any() ? Double.NaN : largest(difference);
    }

    private static double largest(INDArray array) {
        return array.amaxNumber().doubleValue();
    }
}
