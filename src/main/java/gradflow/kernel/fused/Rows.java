package gradflow.kernel.fused;

/**
 * Sums and products over one row of a {@code float[]}. Sums are taken in four parts side by side,
 * since C2 does not reorder one sum of floats.
 */
final class Rows {
    private Rows() {}

    /** v := (v − base) − by: two steps, since base + by would be rounded. */
    static void subtract(float[] v, int from, int length, float base, float by) {
        for (int i = from; i < from + length; i++) {
            v[i] = v[i] - base - by;
        }
    }

    /** v := v·by. */
    static void scale(float[] v, int from, int length, float by) {
        for (int i = from; i < from + length; i++) {
            v[i] *= by;
        }
    }

    /** d := (d − mean − along·v)·by. */
    static void project(
            float[] d, float[] v, int from, int length, float mean, float along, float by) {
        for (int i = from; i < from + length; i++) {
            d[i] = (d[i] - mean - along * v[i]) * by;
        }
    }

    /** Σ (v − base). */
    static float sumAbove(float[] v, int from, int length, float base) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = from + length / 4 * 4;
        for (int i = from; i < whole; i += 4) {
            s0 += v[i] - base;
            s1 += v[i + 1] - base;
            s2 += v[i + 2] - base;
            s3 += v[i + 3] - base;
        }
        for (int i = whole; i < from + length; i++) {
            s0 += v[i] - base;
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Σ v². */
    static float sumOfSquares(float[] v, int from, int length) {
        return sumOfProducts(v, v, from, length);
    }

    /**
     * into[b] += Σ v² over row b, each as {@link #sumOfSquares} has it; two rows side by side,
     * since the four sums of one wait for each other.
     */
    static void addSumsOfSquares(float[] v, int rows, int length, float[] into) {
        int whole = length / 4 * 4;
        int b = 0;
        for (; b + 2 <= rows; b += 2) {
            float p0 = 0;
            float p1 = 0;
            float p2 = 0;
            float p3 = 0;
            float q0 = 0;
            float q1 = 0;
            float q2 = 0;
            float q3 = 0;
            int p = b * length;
            int q = p + length;
            for (int i = 0; i < whole; i += 4) {
                p0 = Math.fma(v[p + i], v[p + i], p0);
                p1 = Math.fma(v[p + i + 1], v[p + i + 1], p1);
                p2 = Math.fma(v[p + i + 2], v[p + i + 2], p2);
                p3 = Math.fma(v[p + i + 3], v[p + i + 3], p3);
                q0 = Math.fma(v[q + i], v[q + i], q0);
                q1 = Math.fma(v[q + i + 1], v[q + i + 1], q1);
                q2 = Math.fma(v[q + i + 2], v[q + i + 2], q2);
                q3 = Math.fma(v[q + i + 3], v[q + i + 3], q3);
            }
            for (int i = whole; i < length; i++) {
                p0 = Math.fma(v[p + i], v[p + i], p0);
                q0 = Math.fma(v[q + i], v[q + i], q0);
            }
            into[b] += p0 + p1 + (p2 + p3);
            into[b + 1] += q0 + q1 + (q2 + q3);
        }
        if (b < rows) {
            into[b] += sumOfSquares(v, b * length, length);
        }
    }

    /** Σ a⊙b. */
    static float sumOfProducts(float[] a, float[] b, int from, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = from + length / 4 * 4;
        for (int i = from; i < whole; i += 4) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
        }
        for (int i = whole; i < from + length; i++) {
            s0 = Math.fma(a[i], b[i], s0);
        }
        return s0 + s1 + (s2 + s3);
    }
}
