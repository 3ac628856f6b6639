package gradflow.kernel.matrix;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of equal width, one behind the other, that a {@link Product} reads and writes. Its memory
 * grows on demand and is otherwise kept.
 */
public interface FloatMatrix {

    /** Makes room; what was in here may be lost. */
    void reserve(long rows, int width);

    /**
     * Makes room for the right operand of products; what was in here may be lost. It is filled by
     * {@link #takeTransposed} and read by products alone, for whom it may lie in another order than
     * row by row.
     *
     * @param rows K of the products
     * @param width N of the products
     * @param leftRows M of the products
     */
    void reserveRight(long rows, int width, int leftRows);

    /** into := {@code rows} rows from {@code row} on, one behind the other. */
    void read(long row, int rows, float[] into);

    /** {@code rows} rows from {@code row} on := from. */
    void write(long row, int rows, float[] from);

    /** Sets {@code rows} rows from {@code row} on to zero. */
    void zero(long row, long rows);

    /**
     * Takes over a sequence of any strides, a row for every step and example.
     *
     * @param sequence [T, B, width]; room for its rows has to be reserved
     */
    void take(INDArray sequence);

    /**
     * Takes over the transpose of a dense matrix [width, {@code rows}] outside the heap.
     *
     * @param source its address
     */
    void takeTransposed(long source, int rows);

    /**
     * Writes the transpose of the first {@code rows} rows to a dense matrix [width, {@code rows}]
     * outside the heap.
     *
     * @param target its address
     */
    void putTransposed(int rows, long target);

    /**
     * Shows the values of a dense matrix outside the heap, which stays as it is and whose memory
     * the caller keeps alive, as the right operand of products.
     *
     * @param source its address
     * @param rows K of the products
     * @param width N of the products
     * @param leftRows M of the products
     */
    void borrowRight(long source, long rows, int width, int leftRows);

    /**
     * Has what is written in here go to a dense matrix outside the heap, at the latest when {@link
     * #deliver} is called.
     *
     * @param target its address
     */
    void writeTo(long target, long rows, int width);

    /** Ends {@link #writeTo}. */
    void deliver();

    /**
     * The rows from the first one on as an array in C order, in memory of this matrix.
     *
     * @param shape whose product is a number of elements of whole rows
     * @return an array that shares this matrix's memory
     */
    INDArray view(long... shape);
}
