package gradflow.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays whose elements lie one behind the other, the last index fastest. */
final class Dense {
    private Dense() {}

    /** The array itself if it is dense in C order, else a copy that is. */
    static INDArray of(INDArray array) {
        return isDense(array) ? array : array.dup('c');
    }

    private static boolean isDense(INDArray array) {
        long expected = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            if (array.size(i) != 1 && array.stride(i) != expected) {
                return false;
            }
            expected *= array.size(i);
        }
        return true;
    }
}
