package gradflow.kernel.matrix;

import java.util.Arrays;

/**
 * The products of {@link HeapMatrix}: every element of C is one chain of fused multiply-adds in the
 * order of k, however the loops are cut, so that its bits depend on nothing but the operands. In a
 * loop around one product, which is no benchmark of this project yet, one thread of a Zen 5 core,
 * JDK 17, FLOAT: 32×128×128 64 GFLOP/s, 32×64×64 46, 32×32×32 31; the four-by-two loop is the only
 * one of this kind that C2 turns into vector instructions at full length (six arrays).
 */
final class PlainProduct implements Product {
    /** Rows of C shorter than this are computed as columns of the transpose. */
    private static final int SHORT = 16;

    private final boolean transposed;
    private final int firstRow;
    private final int m;
    private final int firstColumn;
    private final int n;
    private final int k;
    private final float[] column;

    /**
     * A part of a product, or with {@code firstRow} and {@code firstColumn} 0 all of it; {@code
     * transposed}: A is stored as [K, M].
     *
     * @param firstRow the rows of C from here up to {@code m} are computed
     * @param firstColumn of them, the columns from here up to {@code n}
     */
    PlainProduct(boolean transposed, int firstRow, int m, int firstColumn, int n, int k) {
        this.transposed = transposed;
        this.firstRow = firstRow;
        this.m = m;
        this.firstColumn = firstColumn;
        this.n = n;
        this.k = k;
        column = new float[transposed && n - firstColumn < SHORT ? m : 0];
    }

    @Override
    public void set(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        float[][] rows = ((HeapMatrix) c).rows();
        for (int row = firstRow; row < m; row++) {
            Arrays.fill(rows[(int) cRow + row], firstColumn, n, 0f);
        }
        add(a, aRow, b, bRow, c, cRow);
    }

    @Override
    public void add(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        if (firstRow == m || firstColumn == n) {
            return;
        }
        float[][] x = ((HeapMatrix) a).rows();
        float[][] y = ((HeapMatrix) b).rows();
        float[][] z = ((HeapMatrix) c).rows();
        if (column.length > 0) {
            addColumns(x, (int) aRow, y, (int) bRow, z, (int) cRow);
        } else {
            addRows(x, (int) aRow, y, (int) bRow, z, (int) cRow);
        }
    }

    private void addRows(float[][] x, int xRow, float[][] y, int yRow, float[][] z, int zRow) {
        int row = firstRow;
        for (; row + 4 <= m; row += 4) {
            float[] z0 = z[zRow + row];
            float[] z1 = z[zRow + row + 1];
            float[] z2 = z[zRow + row + 2];
            float[] z3 = z[zRow + row + 3];
            int l = 0;
            if (transposed) {
                for (; l + 2 <= k; l += 2) {
                    float[] p = x[xRow + l];
                    float[] q = x[xRow + l + 1];
                    fourByTwo(
                            p[row],
                            q[row],
                            p[row + 1],
                            q[row + 1],
                            p[row + 2],
                            q[row + 2],
                            p[row + 3],
                            q[row + 3],
                            y[yRow + l],
                            y[yRow + l + 1],
                            z0,
                            z1,
                            z2,
                            z3,
                            firstColumn,
                            n);
                }
            } else {
                float[] x0 = x[xRow + row];
                float[] x1 = x[xRow + row + 1];
                float[] x2 = x[xRow + row + 2];
                float[] x3 = x[xRow + row + 3];
                for (; l + 2 <= k; l += 2) {
                    fourByTwo(
                            x0[l],
                            x0[l + 1],
                            x1[l],
                            x1[l + 1],
                            x2[l],
                            x2[l + 1],
                            x3[l],
                            x3[l + 1],
                            y[yRow + l],
                            y[yRow + l + 1],
                            z0,
                            z1,
                            z2,
                            z3,
                            firstColumn,
                            n);
                }
            }
            for (; l < k; l++) {
                for (int i = row; i < row + 4; i++) {
                    one(element(x, xRow, i, l), y[yRow + l], z[zRow + i], firstColumn, n);
                }
            }
        }
        for (; row < m; row++) {
            float[] into = z[zRow + row];
            int l = 0;
            for (; l + 4 <= k; l += 4) {
                oneByFour(
                        element(x, xRow, row, l),
                        element(x, xRow, row, l + 1),
                        element(x, xRow, row, l + 2),
                        element(x, xRow, row, l + 3),
                        y[yRow + l],
                        y[yRow + l + 1],
                        y[yRow + l + 2],
                        y[yRow + l + 3],
                        into,
                        firstColumn,
                        n);
            }
            for (; l < k; l++) {
                one(element(x, xRow, row, l), y[yRow + l], into, firstColumn, n);
            }
        }
    }

    /** Element (row, l) of A [M, K], however it is stored. */
    private float element(float[][] x, int xRow, int row, int l) {
        return transposed ? x[xRow + l][row] : x[xRow + row][l];
    }

    /** The transpose of C, a row at a time: C is narrow, and A's rows are long. */
    private void addColumns(float[][] x, int xRow, float[][] y, int yRow, float[][] z, int zRow) {
        for (int j = firstColumn; j < n; j++) {
            for (int i = firstRow; i < m; i++) {
                column[i] = z[zRow + i][j];
            }
            int l = 0;
            for (; l + 4 <= k; l += 4) {
                oneByFour(
                        y[yRow + l][j],
                        y[yRow + l + 1][j],
                        y[yRow + l + 2][j],
                        y[yRow + l + 3][j],
                        x[xRow + l],
                        x[xRow + l + 1],
                        x[xRow + l + 2],
                        x[xRow + l + 3],
                        column,
                        firstRow,
                        m);
            }
            for (; l < k; l++) {
                one(y[yRow + l][j], x[xRow + l], column, firstRow, m);
            }
            for (int i = firstRow; i < m; i++) {
                z[zRow + i][j] = column[i];
            }
        }
    }

    /** Four rows of C and two of B. */
    private static void fourByTwo(
            float p0,
            float p1,
            float q0,
            float q1,
            float r0,
            float r1,
            float s0,
            float s1,
            float[] b0,
            float[] b1,
            float[] c,
            float[] d,
            float[] e,
            float[] f,
            int from,
            int n) {
        for (int j = from; j < n; j++) {
            float v = b0[j];
            float w = b1[j];
            c[j] = Math.fma(p1, w, Math.fma(p0, v, c[j]));
            d[j] = Math.fma(q1, w, Math.fma(q0, v, d[j]));
            e[j] = Math.fma(r1, w, Math.fma(r0, v, e[j]));
            f[j] = Math.fma(s1, w, Math.fma(s0, v, f[j]));
        }
    }

    /** One row of C and four of B. */
    private static void oneByFour(
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] c,
            int from,
            int n) {
        for (int j = from; j < n; j++) {
            float sum = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], sum));
        }
    }

    private static void one(float a, float[] b, float[] c, int from, int n) {
        for (int j = from; j < n; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }
}
