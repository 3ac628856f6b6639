package gradflow.kernel.fast;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the arrays that are read or written by address. */
final class Dense {
    private Dense() {}

    /** Whether the elements lie one after another in {@code order} ('c' or 'f'). */
    static boolean isDense(INDArray array, char order) {
        long expected = 1;
        int rank = array.rank();
        for (int i = 0; i < rank; i++) {
            int dimension = order == 'c' ? rank - 1 - i : i;
            long size = array.size(dimension);
            if (size != 1 && array.stride(dimension) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    /**
     * The address of {@code array}.
     *
     * @throws IllegalArgumentException if it is not FLOAT and dense in {@code order}
     */
    static long address(INDArray array, char order, String name) {
        requireFloat(array, name);
        if (!isDense(array, order)) {
            throw new IllegalArgumentException(
                    name
                            + " has to be dense in order '"
                            + order
                            + "': "
                            + array.shapeInfoToString());
        }
        return array.data().address();
    }

    /** Throws IllegalArgumentException if {@code array} is not FLOAT. */
    static void requireFloat(INDArray array, String name) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException(
                    name + " is " + array.dataType() + ", but this recurrence computes in FLOAT");
        }
    }
}
