package gradflow.kernel.fast;

/**
 * Copies a native matrix into its transpose, tile by tile through the heap: BLAS as JavaCPP binds
 * it has no such call, and single elements of native memory are several times slower to reach.
 */
final class Transposition {
    private static final int TILE = 8192;

    /** Beside a tile's row, so that its columns do not fall into one set of the first cache. */
    private static final int GAP = 16;

    private final FloatView cursor = new FloatView();
    private float[] tile = {};
    private float[] turned = {};

    /**
     * target[column·targetStride + row] = source[row·sourceStride + column]; strides in floats.
     *
     * @param source address of the matrix [rows, columns]
     * @param target address of the matrix [columns, rows]
     */
    void copy(
            long source,
            long sourceStride,
            int rows,
            long columns,
            long target,
            long targetStride) {
        int width = (int) Math.min(columns, Math.max(16, TILE / rows));
        reserve(rows, width);
        for (long column = 0; column < columns; column += width) {
            int count = (int) Math.min(width, columns - column);
            int pitch = read(source + Float.BYTES * column, sourceStride, rows, count);
            turn(rows, count, pitch);
            write(target + Float.BYTES * column * targetStride, targetStride, rows, count);
        }
    }

    private void reserve(int rows, int width) {
        int needed = Math.multiplyExact(rows, width + GAP);
        if (tile.length < needed) {
            tile = new float[needed];
            turned = new float[needed];
        }
    }

    private int read(long source, long stride, int rows, int count) {
        if (stride == count) {
            cursor.aim(source).get(tile, 0, rows * count);
            return count;
        }
        int pitch = count + GAP;
        for (int row = 0; row < rows; row++) {
            cursor.aim(source + Float.BYTES * (row * stride)).get(tile, row * pitch, count);
        }
        return pitch;
    }

    private void turn(int rows, int count, int pitch) {
        for (int i = 0; i < count; i++) {
            for (int row = 0; row < rows; row++) {
                turned[i * rows + row] = tile[row * pitch + i];
            }
        }
    }

    private void write(long target, long stride, int rows, int count) {
        if (stride == rows) {
            cursor.aim(target).put(turned, 0, rows * count);
            return;
        }
        for (int i = 0; i < count; i++) {
            cursor.aim(target + Float.BYTES * (i * stride)).put(turned, i * rows, rows);
        }
    }
}
