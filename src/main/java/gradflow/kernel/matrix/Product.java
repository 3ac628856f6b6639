package gradflow.kernel.matrix;

/**
 * A matrix product of one shape, C = A·B or C += A·B: A [M, K] or the transpose of A [K, M], B [K,
 * N], C [M, N], each the first elements of a number of rows of its matrix, which may be longer.
 */
public interface Product {

    /** C = A·B, of the rows from {@code aRow}, {@code bRow}, {@code cRow} on. */
    void set(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow);

    /** C += A·B, of the rows from {@code aRow}, {@code bRow}, {@code cRow} on. */
    void add(FloatMatrix a, long aRow, FloatMatrix b, long bRow, FloatMatrix c, long cRow);
}
