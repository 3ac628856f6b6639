package gradflow.kernel.matrix;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

/**
 * A matrix product of one shape, C = A·B or C += A·B, A and C row by row: A [M, K] (or its
 * transpose, stored [K, M]), B [K, N], C [M, N].
 *
 * <p>It is cut into tiles of M·N·K ≤ 10⁶, because up to there OpenBLAS (0.3.31, AVX-512) works
 * without packing its operands, and B into the panels in which it lies. One thread of a Zen 4 core,
 * C += A·B, GFLOP/s, of which 270 are its peak: 32×512×128 in one call 136, in tiles of B as it is
 * 199, in its panels 259; 256×2048×512 239, 148 and 246; 32×8192×2048 100, 111 and 185. With A
 * transposed and B row by row, in one call and in tiles: 128×512×640 203 and 250; 512×2048×1024 222
 * and 162. B is never transposed: that halves the speed.
 */
final class BlasProduct implements Product {
    private static final int SMALL = 1_000_000;
    private static final int COLUMNS_WHEN_TRANSPOSED = 32;
    private static final int DEPTH = 256;
    private static final int MULTIPLE = 16;

    /** From these sizes on the tiles of a transposed product lie too far apart. */
    private static final int WHOLE_ROWS = 256;

    private static final int WHOLE_COLUMNS = 768;

    private final FloatView left = new FloatView();
    private final FloatView right = new FloatView();
    private final FloatView result = new FloatView();
    private final boolean transposed;
    private final int m;
    private final int n;
    private final int k;
    private int cutFor = -1;
    private int tileM;
    private int tileN;
    private int tileK;

    private BlasProduct(boolean transposed, int m, int n, int k) {
        this.transposed = transposed;
        this.m = m;
        this.n = n;
        this.k = k;
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
        if (m == 1 && !transposed && b.isRowByRow()) {
            runRow(a, aRow, b, bRow, c, cRow, beta);
            return;
        }
        if (cutFor != b.panel()) {
            cut(b.panel());
        }
        for (int row = 0; row < m; row += tileM) {
            for (int depth = 0; depth < k; depth += tileK) {
                left.aim(transposed ? a.at(aRow + depth, row) : a.at(aRow + row, depth));
                float scale = depth == 0 ? beta : 1f;
                for (int column = 0; column < n; column += tileN) {
                    right.aim(b.at(bRow + depth, column));
                    result.aim(c.at(cRow + row, column));
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
                            b.pitch(column),
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

    private void cut(int panel) {
        cutFor = panel;
        boolean small = (double) m * n * k <= SMALL;
        boolean far = m >= WHOLE_ROWS && n >= WHOLE_COLUMNS;
        if (transposed && (small || far)) {
            tileK = k;
            tileN = n;
            tileM = m;
            return;
        }
        tileK = evenly(k, DEPTH);
        tileN = transposed ? evenly(n, COLUMNS_WHEN_TRANSPOSED) : panel;
        int most = (int) (SMALL / Math.max(1, (double) tileN * tileK));
        tileM = evenly(m, Math.max(MULTIPLE, most / MULTIPLE * MULTIPLE));
    }

    /** The length of pieces of at most {@code limit}, as equal as multiples of 16 allow. */
    private static int evenly(int length, int limit) {
        int pieces = (length + limit - 1) / limit;
        int piece = (length + pieces - 1) / Math.max(pieces, 1);
        return Math.max(1, Math.min((piece + MULTIPLE - 1) / MULTIPLE * MULTIPLE, limit));
    }
}
