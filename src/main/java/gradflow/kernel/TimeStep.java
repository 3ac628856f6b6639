package gradflow.kernel;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One time step of a time-major sequence, whatever its strides. */
public final class TimeStep {
    private TimeStep() {}

    /**
     * Step t as a view. ND4J's own {@code slice(t)} is an empty array, of FLOAT, for a view with
     * gaps whose offset has passed the view's length.
     *
     * @param sequence [T, …]
     * @return [B, size] of [T, B, size], [B] of [T, B]
     * @param t 0 … T − 1
     */
    public static INDArray of(INDArray sequence, int t) {
        return sequence.tensorAlongDimension(t, IntStream.range(1, sequence.rank()).toArray());
    }
}
