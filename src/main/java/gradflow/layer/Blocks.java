package gradflow.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Gate blocks of a bias vector. */
final class Blocks {
    private Blocks() {}

    static INDArray block(INDArray vector, int index, int count) {
        long size = vector.length() / count;
        return vector.get(NDArrayIndex.interval(index * size, (index + 1) * size));
    }
}
