package gradflow.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes matrices of one block of columns per gate apart and puts them together. */
public final class Blocks {
    private Blocks() {}

    /**
     * Columns {@code first … first + count − 1} of {@code of} equal blocks; a view.
     *
     * @param matrix [·, of·H]
     * @param first the first block, from 0 on
     * @param count how many blocks
     * @param of how many blocks the matrix has
     * @return [·, count·H]
     */
    public static INDArray block(INDArray matrix, int first, int count, int of) {
        long size = matrix.size(1) / of;
        return matrix.get(all(), interval(first * size, (first + count) * size));
    }

    /**
     * Elements of a vector that belong to {@code count} of {@code of} equal blocks; a row view.
     *
     * @param vector [of·H]
     * @param first the first block, from 0 on
     * @param count how many blocks
     * @param of how many blocks the vector has
     * @return [1, count·H]
     */
    public static INDArray vectorBlock(INDArray vector, int first, int count, int of) {
        return block(vector.reshape(1, vector.length()), first, count, of);
    }

    /**
     * The blocks side by side [B, Σ columns].
     *
     * @param blocks matrices [B, ·] of one type
     * @return a new array
     */
    public static INDArray join(INDArray... blocks) {
        return Nd4j.concat(1, blocks);
    }
}
