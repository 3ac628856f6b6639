package gradflow.kernel.matrix;

import jdk.incubator.vector.FloatVector;

/** {@link VectorTiles} with A stored as [M, K]: a row of C is made of a row of A. */
final class RowTiles extends VectorTiles {

    RowTiles() {}

    @Override
    void four(
            float[][] a,
            int aRow,
            int row,
            float[][] b,
            int bRow,
            float[][] c,
            int cRow,
            int j,
            int k) {
        float[] a0 = a[aRow + row];
        float[] a1 = a[aRow + row + 1];
        float[] a2 = a[aRow + row + 2];
        float[] a3 = a[aRow + row + 3];
        float[] c0 = c[cRow];
        float[] c1 = c[cRow + 1];
        float[] c2 = c[cRow + 2];
        float[] c3 = c[cRow + 3];
        int j1 = j + LANES;
        int j2 = j1 + LANES;
        int j3 = j2 + LANES;
        FloatVector p0 = load(c0, j);
        FloatVector p1 = load(c0, j1);
        FloatVector p2 = load(c0, j2);
        FloatVector p3 = load(c0, j3);
        FloatVector q0 = load(c1, j);
        FloatVector q1 = load(c1, j1);
        FloatVector q2 = load(c1, j2);
        FloatVector q3 = load(c1, j3);
        FloatVector r0 = load(c2, j);
        FloatVector r1 = load(c2, j1);
        FloatVector r2 = load(c2, j2);
        FloatVector r3 = load(c2, j3);
        FloatVector s0 = load(c3, j);
        FloatVector s1 = load(c3, j1);
        FloatVector s2 = load(c3, j2);
        FloatVector s3 = load(c3, j3);
        for (int l = 0; l < k; l++) {
            float[] right = b[bRow + l];
            FloatVector b0 = load(right, j);
            FloatVector b1 = load(right, j1);
            FloatVector b2 = load(right, j2);
            FloatVector b3 = load(right, j3);
            FloatVector p = all(a0[l]);
            p0 = b0.fma(p, p0);
            p1 = b1.fma(p, p1);
            p2 = b2.fma(p, p2);
            p3 = b3.fma(p, p3);
            FloatVector q = all(a1[l]);
            q0 = b0.fma(q, q0);
            q1 = b1.fma(q, q1);
            q2 = b2.fma(q, q2);
            q3 = b3.fma(q, q3);
            FloatVector r = all(a2[l]);
            r0 = b0.fma(r, r0);
            r1 = b1.fma(r, r1);
            r2 = b2.fma(r, r2);
            r3 = b3.fma(r, r3);
            FloatVector s = all(a3[l]);
            s0 = b0.fma(s, s0);
            s1 = b1.fma(s, s1);
            s2 = b2.fma(s, s2);
            s3 = b3.fma(s, s3);
        }
        p0.intoArray(c0, j);
        p1.intoArray(c0, j1);
        p2.intoArray(c0, j2);
        p3.intoArray(c0, j3);
        q0.intoArray(c1, j);
        q1.intoArray(c1, j1);
        q2.intoArray(c1, j2);
        q3.intoArray(c1, j3);
        r0.intoArray(c2, j);
        r1.intoArray(c2, j1);
        r2.intoArray(c2, j2);
        r3.intoArray(c2, j3);
        s0.intoArray(c3, j);
        s1.intoArray(c3, j1);
        s2.intoArray(c3, j2);
        s3.intoArray(c3, j3);
    }

    @Override
    void two(
            float[][] a,
            int aRow,
            int row,
            float[][] b,
            int bRow,
            float[][] c,
            int cRow,
            int j,
            int k) {
        float[] a0 = a[aRow + row];
        float[] a1 = a[aRow + row + 1];
        float[] a2 = a[aRow + row + 2];
        float[] a3 = a[aRow + row + 3];
        float[] c0 = c[cRow];
        float[] c1 = c[cRow + 1];
        float[] c2 = c[cRow + 2];
        float[] c3 = c[cRow + 3];
        int j1 = j + LANES;
        FloatVector p0 = load(c0, j);
        FloatVector p1 = load(c0, j1);
        FloatVector q0 = load(c1, j);
        FloatVector q1 = load(c1, j1);
        FloatVector r0 = load(c2, j);
        FloatVector r1 = load(c2, j1);
        FloatVector s0 = load(c3, j);
        FloatVector s1 = load(c3, j1);
        for (int l = 0; l < k; l++) {
            FloatVector b0 = load(b[bRow + l], j);
            FloatVector b1 = load(b[bRow + l], j1);
            FloatVector p = all(a0[l]);
            p0 = b0.fma(p, p0);
            p1 = b1.fma(p, p1);
            FloatVector q = all(a1[l]);
            q0 = b0.fma(q, q0);
            q1 = b1.fma(q, q1);
            FloatVector r = all(a2[l]);
            r0 = b0.fma(r, r0);
            r1 = b1.fma(r, r1);
            FloatVector s = all(a3[l]);
            s0 = b0.fma(s, s0);
            s1 = b1.fma(s, s1);
        }
        p0.intoArray(c0, j);
        p1.intoArray(c0, j1);
        q0.intoArray(c1, j);
        q1.intoArray(c1, j1);
        r0.intoArray(c2, j);
        r1.intoArray(c2, j1);
        s0.intoArray(c3, j);
        s1.intoArray(c3, j1);
    }

    @Override
    void one(
            float[][] a,
            int aRow,
            int row,
            float[][] b,
            int bRow,
            float[][] c,
            int cRow,
            int j,
            int k) {
        float[] a0 = a[aRow + row];
        float[] a1 = a[aRow + row + 1];
        float[] a2 = a[aRow + row + 2];
        float[] a3 = a[aRow + row + 3];
        float[] c0 = c[cRow];
        float[] c1 = c[cRow + 1];
        float[] c2 = c[cRow + 2];
        float[] c3 = c[cRow + 3];
        FloatVector p = load(c0, j);
        FloatVector q = load(c1, j);
        FloatVector r = load(c2, j);
        FloatVector s = load(c3, j);
        for (int l = 0; l < k; l++) {
            FloatVector right = load(b[bRow + l], j);
            p = right.fma(all(a0[l]), p);
            q = right.fma(all(a1[l]), q);
            r = right.fma(all(a2[l]), r);
            s = right.fma(all(a3[l]), s);
        }
        p.intoArray(c0, j);
        q.intoArray(c1, j);
        r.intoArray(c2, j);
        s.intoArray(c3, j);
    }
}
