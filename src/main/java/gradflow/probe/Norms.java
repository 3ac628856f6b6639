package gradflow.probe;

import gradflow.layer.output.DenseValues;
import gradflow.stats.L2;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms of arrays, and their elements, taken in C order. */
public final class Norms {
    private Norms() {}

    /**
     * The L2 norm of all elements.
     *
     * @return 0 or above; NaN if an element is
     */
    public static double l2(INDArray array) {
        return L2.of(values(array));
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
        for (double value : values(array)) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
