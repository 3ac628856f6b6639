package gradflow.kernel.matrix;

/** Cuts a matrix outside the heap into panels, some rows at a time through the heap. */
final class Panels {
    private static final int BLOCK = 1 << 16;

    private final FloatView cursor = new FloatView();
    private float[] block = {};
    private float[] cut = {};

    /**
     * Fills a matrix that lies in panels.
     *
     * @param source address of a dense matrix of the same size, row by row
     */
    void copy(long source, NativeMatrix into) {
        int width = into.width();
        int height = (int) Math.min(into.rows(), Math.max(1, BLOCK / width));
        if (block.length < height * width) {
            block = new float[height * width];
            cut = new float[height * into.panel()];
        }
        for (long row = 0; row < into.rows(); row += height) {
            int rows = (int) Math.min(height, into.rows() - row);
            cursor.aim(source + Float.BYTES * row * width).get(block, 0, rows * width);
            for (int column = 0; column < width; column += into.panel()) {
                int columns = Math.min(into.panel(), width - column);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(block, i * width + column, cut, i * columns, columns);
                }
                cursor.aim(into.at(row, column)).put(cut, 0, rows * columns);
            }
        }
    }
}
