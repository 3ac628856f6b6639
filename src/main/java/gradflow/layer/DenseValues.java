package gradflow.layer;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays whose elements lie one behind the other, the last index fastest. */
final class DenseValues {
    private DenseValues() {}

    /** The array itself if it is dense in C order, else a copy that is. */
    static INDArray of(INDArray array) {
        return isDense(array) ? array : array.dup('c');
    }

    private static boolean isDense(INDArray array) {
        long expected = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) != 1 && array.stride(i) != expected) {
                return false;
            }
            expected *= array.size(i);
        }
        return true;
    }

    /** The elements of a dense array of FLOAT or DOUBLE; ND4J's own copy goes one by one. */
    static double[] values(INDArray dense) {
        double[] values = new double[(int) dense.length()];
        if (dense.dataType() == DataType.DOUBLE) {
            try (DoublePointer view = new DoublePointer(dense.data().addressPointer())) {
                view.get(values);
            }
            return values;
        }
        float[] floats = new float[values.length];
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.get(floats);
        }
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** Sets the elements of a dense array of FLOAT or DOUBLE. */
    static void put(double[] values, INDArray dense) {
        if (dense.dataType() == DataType.DOUBLE) {
            try (DoublePointer view = new DoublePointer(dense.data().addressPointer())) {
                view.put(values);
            }
            return;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.put(floats);
        }
    }

    /** A mask's values as they are in {@code dataType}, or null for none. */
    static double[] mask(INDArray mask, DataType dataType) {
        return mask == null ? null : values(mask.castTo(dataType).dup('c'));
    }
}
