package gradflow.kernel.matrix;

import gradflow.kernel.Weights;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks of the arrays that are read or written by address. */
public final class DenseFloats {
    private DenseFloats() {}

    /**
     * Whether the elements lie one after another in {@code order} ('c' or 'f').
     *
     * @return false for a view with gaps
     */
    public static boolean isDense(INDArray array, char order) {
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
     * Where the first element of {@code array} lies. {@code data().address()} forgets a view's
     * offset, and {@code data().addressPointer()} makes objects.
     *
     * @return an address outside Java's heap, valid as long as the array is
     */
    public static long address(INDArray array) {
        DataBuffer data = array.data();
        return data.address() + Float.BYTES * data.offset();
    }

    /**
     * The address of {@code array}.
     *
     * @return an address outside Java's heap, valid as long as the array is
     * @throws IllegalArgumentException if it is not FLOAT and dense in {@code order}
     */
    public static long address(INDArray array, char order, String name) {
        requireFloat(array, name);
        if (!isDense(array, order)) {
            throw new IllegalArgumentException(
                    name
                            + " has to be dense in order '"
                            + order
                            + "': "
                            + array.shapeInfoToString());
        }
        return address(array);
    }

    /**
     * A layer's parameters with their elements where {@link #address} wants them.
     *
     * @return the same arrays where they are dense, copies where not
     */
    public static Weights weights(Weights given) {
        return new Weights(
                given.cell(),
                dense(given.input(), 'f'),
                given.recurrent() == null ? null : dense(given.recurrent(), 'f'),
                dense(given.bias(), 'c'),
                given.recurrentBias() == null ? null : dense(given.recurrentBias(), 'c'),
                given.gain() == null ? null : dense(given.gain(), 'c'));
    }

    private static INDArray dense(INDArray array, char order) {
        if (isDense(array, order)) {
            return array;
        }
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return array.dup(order);
        }
    }

    /** Throws IllegalArgumentException if {@code array} is not FLOAT. */
    public static void requireFloat(INDArray array, String name) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException(
                    name + " is " + array.dataType() + ", but this recurrence computes in FLOAT");
        }
    }
}
