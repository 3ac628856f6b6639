package gradflow.probe;

import org.nd4j.linalg.api.ndarray.INDArray;

/** L2 norms that neither overflow nor underflow on the way. */
public final class Norms {
    private Norms() {}

    public static double l2(INDArray array) {
        double[] values = values(array);
        return l2(values, 0, values.length);
    }

    /** Scaled by the largest element, since the square of 1e-170 is zero. */
    public static double l2(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            double magnitude = Math.abs(values[i]);
            if (!Double.isFinite(magnitude)) {
                return Double.isNaN(magnitude) ? Double.NaN : plain(values, from, to);
            }
            largest = Math.max(largest, magnitude);
        }
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            double scaled = values[i] / largest;
            sum += scaled * scaled;
        }
        return largest * Math.sqrt(sum);
    }

    /** The elements in C order. */
    static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    private static double plain(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}
