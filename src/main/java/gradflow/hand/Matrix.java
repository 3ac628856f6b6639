package gradflow.hand;

/** Products of small matrices, rows by columns. */
public final class Matrix {
    private Matrix() {}

    /**
     * a·b.
     *
     * @param a [N][K]
     * @param b [K][M]
     * @return [N][M]
     */
    public static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            product[i] = product(a[i], b);
        }
        return product;
    }

    /**
     * The row a times b.
     *
     * @param a [K]
     * @param b [K][M]
     * @return [M]
     */
    public static double[] product(double[] a, double[][] b) {
        double[] product = new double[b[0].length];
        for (int k = 0; k < a.length; k++) {
            for (int j = 0; j < product.length; j++) {
                product[j] += a[k] * b[k][j];
            }
        }
        return product;
    }
}
