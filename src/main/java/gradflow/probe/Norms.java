package gradflow.probe;

import gradflow.layer.output.DenseValues;
import gradflow.stats.L2;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms of arrays, and their elements, taken in C order. */
public final class Norms {
    /** Elements that are looked at together: every update asks, and parameters are many. */
    private static final int CHUNK = 1 << 12;

    private Norms() {}

    /**
     * The L2 norm of all elements.
     *
     * @return 0 or above; NaN if an element is
     */
    public static double l2(INDArray array) {
        if (array.dataType() == DataType.FLOAT) {
            INDArray dense = DenseValues.of(array);
            float[] chunk = new float[(int) Math.min(CHUNK, dense.length())];
            double sum = 0;
            for (long first = 0; first < dense.length(); first += chunk.length) {
                int count = read(dense, first, chunk);
                for (int i = 0; i < count; i++) {
                    double value = chunk[i];
                    sum += value * value;
                }
            }
            if (L2.isSafe(sum)) {
                return Math.sqrt(sum);
            }
        }
        return L2.of(values(array));
    }

    private static int read(INDArray dense, long first, float[] chunk) {
        int count = (int) Math.min(chunk.length, dense.length() - first);
        DenseValues.read(dense, first, chunk, count);
        return count;
    }

    /**
     * The elements in C order.
     *
     * @return a copy, whatever the array's strides
     */
    public static double[] values(INDArray array) {
        return DenseValues.values(DenseValues.of(array));
    }

    /** Whether every element is finite. */
    static boolean areFinite(INDArray array) {
        if (array.dataType() == DataType.FLOAT) {
            INDArray dense = DenseValues.of(array);
            float[] chunk = new float[(int) Math.min(CHUNK, dense.length())];
            for (long first = 0; first < dense.length(); first += chunk.length) {
                int count = read(dense, first, chunk);
                for (int i = 0; i < count; i++) {
                    if (!Float.isFinite(chunk[i])) {
                        return false;
                    }
                }
            }
            return true;
        }
        for (double value : values(array)) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
