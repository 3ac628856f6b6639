package gradflow.kernel.matrix;

import gradflow.kernel.Arithmetic;

/** Makes matrices and the products that work on them. */
public enum Engine {
    /** OpenBLAS's products of matrices outside the heap. */
    BLAS {
        @Override
        public FloatMatrix matrix() {
            return new NativeMatrix();
        }

        @Override
        public Product product(int m, int n, int k) {
            return BlasProduct.of(m, n, k);
        }

        @Override
        public Product productOfTransposed(int m, int n, int k) {
            return BlasProduct.ofTransposed(m, n, k);
        }
    },

    /** Java's own products of matrices on the heap, in vectors where it has them. */
    PLAIN {
        @Override
        public FloatMatrix matrix() {
            return new HeapMatrix();
        }

        @Override
        public Product product(int m, int n, int k) {
            return VectorProduct.of(false, m, n, k);
        }

        @Override
        public Product productOfTransposed(int m, int n, int k) {
            return VectorProduct.of(true, m, n, k);
        }
    };

    /**
     * The engine of an arithmetic; Java's own, too, where there is no OpenBLAS.
     *
     * @return one for the whole program
     */
    public static Engine of(Arithmetic arithmetic) {
        return arithmetic.available() == Arithmetic.PORTABLE ? PLAIN : BLAS;
    }

    /**
     * The length of the vectors that Java's own products are computed in, which changes no bit.
     *
     * @return 0 where they are plain loops
     */
    public static int vectorBits() {
        return VectorProduct.bits();
    }

    /**
     * An empty matrix.
     *
     * @return without rows, in memory that this engine multiplies fast
     */
    public abstract FloatMatrix matrix();

    /**
     * A [M, K] times B [K, N].
     *
     * @return a product of that shape, to be used again and again
     */
    public abstract Product product(int m, int n, int k);

    /**
     * The transpose of A [K, M] times B [K, N].
     *
     * @return a product of that shape, to be used again and again
     */
    public abstract Product productOfTransposed(int m, int n, int k);
}
