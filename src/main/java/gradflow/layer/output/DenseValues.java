package gradflow.layer.output;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays whose elements lie one behind the other, the last index fastest. */
public final class DenseValues {
    private DenseValues() {}

    /**
     * The array itself if it is dense in C order, else a copy that is.
     *
     * @return elements in C order without gaps
     */
    public static INDArray of(INDArray array) {
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

    /**
     * The elements of a dense array of FLOAT or DOUBLE; ND4J's own copy goes one by one.
     *
     * @return a copy, in the order of the array
     */
    public static double[] values(INDArray dense) {
        double[] values = new double[(int) dense.length()];
        if (dense.dataType() == DataType.DOUBLE) {
            read(dense, values);
            return values;
        }
        float[] floats = new float[values.length];
        read(dense, floats);
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** Sets the elements of a dense array of FLOAT or DOUBLE. */
    public static void put(double[] values, INDArray dense) {
        if (dense.dataType() == DataType.DOUBLE) {
            write(values, dense);
            return;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        write(floats, dense);
    }

    /** Copies elements of a dense array of FLOAT, {@code count} of them from {@code first} on. */
    public static void read(INDArray dense, long first, float[] into, int count) {
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.position(first).get(into, 0, count);
        }
    }

    /** Copies the elements of a dense array of FLOAT. */
    public static void read(INDArray dense, float[] into) {
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.get(into);
        }
    }

    /** Copies the elements of a dense array of DOUBLE. */
    public static void read(INDArray dense, double[] into) {
        try (DoublePointer view = new DoublePointer(dense.data().addressPointer())) {
            view.get(into);
        }
    }

    /** Sets the elements of a dense array of FLOAT. */
    public static void write(float[] values, INDArray dense) {
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.put(values);
        }
    }

    /** Sets the elements of a dense array of DOUBLE. */
    public static void write(double[] values, INDArray dense) {
        try (DoublePointer view = new DoublePointer(dense.data().addressPointer())) {
            view.put(values);
        }
    }

    /** A mask's values as they are in {@code dataType}, or null for none. */
    static double[] mask(INDArray mask, DataType dataType) {
        return mask == null ? null : values(mask.castTo(dataType).dup('c'));
    }
}
