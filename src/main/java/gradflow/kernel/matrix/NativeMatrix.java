package gradflow.kernel.matrix;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A matrix outside the heap, where OpenBLAS wants it. Its memory belongs to no workspace and is
 * freed when it grows or when its owner is collected.
 */
public final class NativeMatrix implements FloatMatrix {
    private final FloatView cursor = new FloatView();
    private final TimeMajor timeMajor = new TimeMajor();
    private final Transposition transposition = new Transposition();
    private INDArray memory;

    /** This memory as a buffer if one can hold it: a JNI call costs twice a short copy. */
    private FloatBuffer buffer;

    private long address;
    private int width;

    @Override
    public void reserve(long rows, int newWidth) {
        width = newWidth;
        long length = Math.max(rows * width, 1);
        if (memory != null && memory.length() >= length) {
            return;
        }
        if (memory != null) {
            memory.close();
            memory = null;
        }
        memory = Nd4j.createUninitializedDetached(DataType.FLOAT, length);
        address = DenseFloats.address(memory);
        buffer =
                memory.length() > Integer.MAX_VALUE
                        ? null
                        : cursor.aim(address).buffer(memory.length());
    }

    /**
     * The address of a row.
     *
     * @return of its first element
     */
    public long at(long row) {
        return address + Float.BYTES * row * width;
    }

    /** Elements in a row. */
    int width() {
        return width;
    }

    @Override
    public void read(long row, int rows, float[] into) {
        if (buffer != null) {
            buffer.get((int) (row * width), into, 0, rows * width);
        } else {
            cursor.aim(at(row)).get(into, 0, rows * width);
        }
    }

    @Override
    public void write(long row, int rows, float[] from) {
        if (buffer != null) {
            buffer.put((int) (row * width), from, 0, rows * width);
        } else {
            cursor.aim(at(row)).put(from, 0, rows * width);
        }
    }

    /** One row := the first elements of {@code from}. */
    void writeRow(long row, float[] from) {
        write(row, 1, from);
    }

    @Override
    public void zero(long row, long rows) {
        Pointer.memset(cursor.aim(at(row)), 0, Float.BYTES * rows * width);
    }

    @Override
    public void take(INDArray sequence) {
        timeMajor.copy(sequence, at(0));
    }

    @Override
    public void takeTransposed(long source, int rows) {
        transposition.copy(source, rows, width, rows, address, width);
    }

    @Override
    public void putTransposed(int rows, long target) {
        transposition.copy(address, width, rows, width, target, rows);
    }

    @Override
    public void borrow(long source, long rows, int newWidth) {
        memory = null;
        buffer = null;
        address = source;
        width = newWidth;
    }

    @Override
    public void writeTo(long target, long rows, int newWidth) {
        borrow(target, rows, newWidth);
    }

    @Override
    public void deliver() {
        // It was written in place.
    }

    @Override
    public INDArray view(long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return memory.get(NDArrayIndex.interval(0, length)).reshape('c', shape);
    }
}
