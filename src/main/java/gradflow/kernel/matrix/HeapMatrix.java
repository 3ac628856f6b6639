package gradflow.kernel.matrix;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix on the heap, an array for every row: C2 makes vector instructions of loops over several
 * arrays, but not over several rows of one.
 */
public final class HeapMatrix implements FloatMatrix {
    private final FloatView cursor = new FloatView();

    /** What is copied from and shown to ND4J. */
    private final NativeMatrix outside = new NativeMatrix();

    private float[][] rows = {};
    private float[] flat = {};
    private int width;
    private long deliverTo;
    private long deliverRows;

    @Override
    public void reserve(long count, int newWidth) {
        if (newWidth == width && count <= rows.length) {
            return;
        }
        width = newWidth;
        rows = new float[Math.toIntExact(count)][width];
    }

    @Override
    public void reserveRight(long count, int newWidth, int leftRows) {
        reserve(count, newWidth);
    }

    /** The rows; there may be more than were asked for. */
    float[][] rows() {
        return rows;
    }

    @Override
    public void read(long row, int count, float[] into) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows[(int) row + i], 0, into, i * width, width);
        }
    }

    @Override
    public void write(long row, int count, float[] from) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(from, i * width, rows[(int) row + i], 0, width);
        }
    }

    @Override
    public void zero(long row, long count) {
        for (long i = row; i < row + count; i++) {
            Arrays.fill(rows[(int) i], 0f);
        }
    }

    @Override
    public void take(INDArray sequence) {
        long count = sequence.size(0) * sequence.size(1);
        outside.reserve(count, width);
        outside.take(sequence);
        copyFrom(outside.at(0), count);
    }

    private void copyFrom(long source, long count) {
        for (int i = 0; i < count; i++) {
            cursor.aim(source + (long) Float.BYTES * i * width).get(rows[i], 0, width);
        }
    }

    @Override
    public void takeTransposed(long source, int count) {
        reserveFlat(count);
        cursor.aim(source).get(flat, 0, width * count);
        for (int i = 0; i < count; i++) {
            float[] into = rows[i];
            for (int j = 0; j < width; j++) {
                into[j] = flat[j * count + i];
            }
        }
    }

    @Override
    public void putTransposed(int count, long target) {
        reserveFlat(count);
        for (int i = 0; i < count; i++) {
            float[] from = rows[i];
            for (int j = 0; j < width; j++) {
                flat[j * count + i] = from[j];
            }
        }
        cursor.aim(target).put(flat, 0, width * count);
    }

    private void reserveFlat(int count) {
        int length = Math.multiplyExact(width, count);
        if (flat.length < length) {
            flat = new float[length];
        }
    }

    @Override
    public void borrowRight(long source, long count, int newWidth, int leftRows) {
        reserve(count, newWidth);
        copyFrom(source, count);
    }

    @Override
    public void writeTo(long target, long count, int newWidth) {
        reserve(count, newWidth);
        deliverTo = target;
        deliverRows = count;
    }

    @Override
    public void deliver() {
        for (int i = 0; i < deliverRows; i++) {
            long target = deliverTo + (long) Float.BYTES * i * width;
            cursor.aim(target).put(rows[i], 0, width);
        }
        deliverRows = 0;
    }

    @Override
    public INDArray view(long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        long count = width == 0 ? 0 : length / width;
        outside.reserve(count, width);
        for (int i = 0; i < count; i++) {
            outside.writeRow(i, rows[i]);
        }
        return outside.view(shape);
    }
}
