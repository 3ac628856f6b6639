package gradflow.kernel.matrix;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

/**
 * A matrix product of one shape, C = A·B or C += A·B, all three dense and row by row: A [M, K] (or
 * its transpose, stored [K, M]), B [K, N], C [M, N].
 *
 * <p>It is cut into tiles of M·N·K ≤ 10⁶, because up to there OpenBLAS (0.3.31, AVX-512) works
 * without packing its operands. One thread of a Zen 4 core, C += A·B, GFLOP/s: 32×128×128 104–114;
 * 32×512×128 in one call 64–71, in tiles 115; 32×256×256 66 and 115; 32×1024×1024 68 and 106; with
 * A transposed, 128×128×128 88 and 115. B is never transposed: that halves the speed (58).
 */
final class BlasProduct implements Product {
    private static final int SMALL = 1_000_000;
    private static final int COLUMNS = 64;
    private static final int COLUMNS_WHEN_TRANSPOSED = 32;
    private static final int DEPTH = 256;

    private final FloatView left = new FloatView();
    private final FloatView right = new FloatView();
    private final FloatView result = new FloatView();
    private final boolean transposed;
    private final int m;
    private final int n;
    private final int k;
    private final int tileM;
    private final int tileN;
    private final int tileK;

    private BlasProduct(boolean transposed, int m, int n, int k) {
        this.transposed = transposed;
        this.m = m;
        this.n = n;
        this.k = k;
        boolean small = (double) m * n * k <= SMALL;
        tileK = small ? k : evenly(k, DEPTH);
        tileN = small ? n : evenly(n, transposed ? COLUMNS_WHEN_TRANSPOSED : COLUMNS);
        tileM = small ? m : evenly(m, SMALL / (tileN * tileK));
    }

    /** A [M, K] times B [K, N]. */
    static BlasProduct of(int m, int n, int k) {
        return new BlasProduct(false, m, n, k);
    }

    /** The transpose of A [K, M] times B [K, N]. */
    static BlasProduct ofTransposed(int m, int n, int k) {
        return new BlasProduct(true, m, n, k);
    }

    @Override
    public void set(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        run((NativeMatrix) a, aRow, (NativeMatrix) b, bRow, (NativeMatrix) c, cRow, 0f);
    }

    @Override
    public void add(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow) {
        run((NativeMatrix) a, aRow, (NativeMatrix) b, bRow, (NativeMatrix) c, cRow, 1f);
    }

    private void run(
            NativeMatrix a,
            long aRow,
            NativeMatrix b,
            long bRow,
            NativeMatrix c,
            long cRow,
            float beta) {
        if (m == 1 && !transposed) {
            runRow(a, aRow, b, bRow, c, cRow, beta);
            return;
        }
        for (int row = 0; row < m; row += tileM) {
            for (int depth = 0; depth < k; depth += tileK) {
                long fromA =
                        transposed
                                ? a.at(aRow + depth) + (long) Float.BYTES * row
                                : a.at(aRow + row) + (long) Float.BYTES * depth;
                left.aim(fromA);
                float scale = depth == 0 ? beta : 1f;
                for (int column = 0; column < n; column += tileN) {
                    right.aim(b.at(bRow + depth) + (long) Float.BYTES * column);
                    result.aim(c.at(cRow + row) + (long) Float.BYTES * column);
                    cblas_sgemm(
                            CblasRowMajor,
                            transposed ? CblasTrans : CblasNoTrans,
                            CblasNoTrans,
                            Math.min(tileM, m - row),
                            Math.min(tileN, n - column),
                            Math.min(tileK, k - depth),
                            1f,
                            left,
                            a.width(),
                            right,
                            b.width(),
                            scale,
                            result,
                            c.width());
                }
            }
        }
    }

    /** A single row, for which a product of matrices is many times slower. */
    private void runRow(
            NativeMatrix a,
            long aRow,
            NativeMatrix b,
            long bRow,
            NativeMatrix c,
            long cRow,
            float beta) {
        if (n > 0 && k > 0) {
            left.aim(a.at(aRow));
            right.aim(b.at(bRow));
            result.aim(c.at(cRow));
            cblas_sgemv(
                    CblasRowMajor,
                    CblasTrans,
                    k,
                    n,
                    1f,
                    right,
                    b.width(),
                    left,
                    1,
                    beta,
                    result,
                    1);
        }
    }

    /** The length of pieces of at most {@code limit}, as equal as multiples of 16 allow. */
    private static int evenly(int length, int limit) {
        int pieces = (length + limit - 1) / limit;
        int piece = (length + pieces - 1) / pieces;
        return Math.min((piece + 15) / 16 * 16, Math.max(limit, 1));
    }
}
