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
 *
 * <p>The right operand of a product may lie in panels: its first columns row by row, then the next
 * ones. Rows of a power of two that are far longer than what is read of them share the sets of a
 * cache and a page each; so cut, OpenBLAS (0.3.31, AVX-512) makes 245–260 GFLOP/s of one Zen 4 core
 * instead of 145–200.
 */
public final class NativeMatrix implements FloatMatrix {
    /** 256 bytes: with half and with twice as many a tenth to a third of the speed is lost. */
    private static final int PANEL = 256 / Float.BYTES;

    /** So few rows are read from the first to the last column. */
    private static final int SHALLOW = 16;

    private final FloatView cursor = new FloatView();
    private final TimeMajor timeMajor = new TimeMajor();
    private final Transposition transposition = new Transposition();
    private final Panels panels = new Panels();
    private INDArray memory;

    /** This memory as a buffer if one can hold it: a JNI call costs twice a short copy. */
    private FloatBuffer buffer;

    private long address;
    private int width;

    /** Columns of a panel, all of a matrix that lies row by row. */
    private int panel;

    private long panelRows;

    @Override
    public void reserve(long rows, int newWidth) {
        width = newWidth;
        panel = newWidth;
        panelRows = rows;
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

    @Override
    public void reserveRight(long rows, int newWidth, int leftRows) {
        reserve(rows, newWidth);
        panel = panelOf(rows, newWidth, leftRows);
    }

    /** A vector is multiplied by whole rows. */
    private static int panelOf(long rows, int width, int leftRows) {
        return leftRows == 1 || rows <= SHALLOW ? width : Math.min(width, PANEL);
    }

    /** Elements in a row. */
    int width() {
        return width;
    }

    /** Columns of a panel; the last one may have fewer. */
    int panel() {
        return panel;
    }

    boolean isRowByRow() {
        return panel == width;
    }

    /** From a row to the next, in the panel that begins with a column. */
    int pitch(int column) {
        return isRowByRow() ? width : Math.min(panel, width - column);
    }

    /** The address of an element; where there are panels, of the first of a panel's row. */
    long at(long row, int column) {
        return isRowByRow()
                ? at(row) + (long) Float.BYTES * column
                : address + Float.BYTES * (panelRows * column + row * pitch(column));
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
        for (int column = 0; column < width; column += panel) {
            int columns = Math.min(panel, width - column);
            long from = source + (long) Float.BYTES * rows * column;
            transposition.copy(from, rows, columns, rows, at(0, column), columns);
        }
    }

    @Override
    public void putTransposed(int rows, long target) {
        transposition.copy(address, width, rows, width, target, rows);
    }

    @Override
    public void borrowRight(long source, long rows, int newWidth, int leftRows) {
        if (panelOf(rows, newWidth, leftRows) == newWidth) {
            borrow(source, rows, newWidth);
            return;
        }
        reserveRight(rows, newWidth, leftRows);
        panels.copy(source, this);
    }

    private void borrow(long source, long rows, int newWidth) {
        memory = null;
        buffer = null;
        address = source;
        width = newWidth;
        panel = newWidth;
        panelRows = rows;
    }

    /** How many rows there are room for. */
    long rows() {
        return panelRows;
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
