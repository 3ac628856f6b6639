package gradflow.kernel.matrix;

import gradflow.kernel.VectorApi;
import java.util.Arrays;

/**
 * The products of {@link HeapMatrix} by {@link Tiles}, with the bits of {@link PlainProduct}, which
 * computes the rows and columns that fill no tile.
 */
final class VectorProduct implements Product {
    /** By the rows of A, and by its columns; null where the Java machine has no vectors. */
    private static final Tiles BY_ROWS = find("RowTiles");

    private static final Tiles BY_COLUMNS = find("ColumnTiles");

    private static final int ROWS = 4;

    private final Tiles tiles;
    private final int m;
    private final int n;
    private final int k;
    private final PlainProduct lastColumns;
    private final PlainProduct lastRows;

    private VectorProduct(boolean transposed, int m, int n, int k) {
        tiles = transposed ? BY_COLUMNS : BY_ROWS;
        this.m = m - m % ROWS;
        this.k = k;
        int columns = 0;
        while (tiles.width(n - columns) > 0) {
            columns += tiles.width(n - columns);
        }
        this.n = columns;
        lastColumns = new PlainProduct(transposed, 0, this.m, columns, n, k);
        lastRows = new PlainProduct(transposed, this.m, m, 0, n, k);
    }

    private static Tiles find(String name) {
        if (!VectorApi.isPresent()) {
            return null;
        }
        try {
            Class<?> made = Class.forName("gradflow.kernel.matrix." + name);
            Tiles tiles = (Tiles) made.getDeclaredConstructor().newInstance();
            return VectorApi.isLong(tiles.vectorBits()) ? tiles : null;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }

    /** The length of the vectors that portable products are computed in; 0 for plain loops. */
    static int bits() {
        return BY_ROWS == null ? 0 : BY_ROWS.vectorBits();
    }

    /**
     * A product of that shape; {@code transposed}: A is stored as [K, M].
     *
     * @return in vectors where there are any and C is large enough for them
     */
    static Product of(boolean transposed, int m, int n, int k) {
        return BY_ROWS != null && m >= ROWS && BY_ROWS.width(n) > 0
                ? new VectorProduct(transposed, m, n, k)
                : new PlainProduct(transposed, 0, m, 0, n, k);
    }

    @Override
    public void set(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        float[][] z = ((HeapMatrix) c).rows();
        for (int row = 0; row < m; row++) {
            Arrays.fill(z[(int) cRow + row], 0, n, 0f);
        }
        addTiles(a, aRow, b, bRow, z, (int) cRow);
        lastColumns.set(a, aRow, b, bRow, c, cRow);
        lastRows.set(a, aRow, b, bRow, c, cRow);
    }

    @Override
    public void add(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        addTiles(a, aRow, b, bRow, ((HeapMatrix) c).rows(), (int) cRow);
        lastColumns.add(a, aRow, b, bRow, c, cRow);
        lastRows.add(a, aRow, b, bRow, c, cRow);
    }

    private void addTiles(
            FloatMatrix a, long aRow, FloatMatrix b, long bRow, float[][] z, int zRow) {
        float[][] x = ((HeapMatrix) a).rows();
        float[][] y = ((HeapMatrix) b).rows();
        int width;
        for (int j = 0; j < n; j += width) {
            width = tiles.width(n - j);
            for (int i = 0; i < m; i += ROWS) {
                tiles.add(x, (int) aRow, i, y, (int) bRow, z, zRow, j, width, k);
            }
        }
    }
}
