package gradflow.layer.output;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Those steps of a batch that have a loss. A row is one step of one example, in the order t·B + b,
 * which is how the layers of this package lay sequences out: where every step counts, nothing of
 * theirs is copied.
 */
final class LabelledRows {
    private final int batch;
    private final int steps;
    private final int[] rows;

    private LabelledRows(int batch, int steps, int[] rows) {
        this.batch = batch;
        this.steps = steps;
        this.rows = rows;
    }

    /**
     * The rows whose mask is not 0.
     *
     * @param mask [T·B], or null where every step counts
     */
    static LabelledRows of(double[] mask, int batch, int steps) {
        return new LabelledRows(
                batch,
                steps,
                IntStream.range(0, batch * steps)
                        .filter(row -> mask == null || mask[row] != 0)
                        .toArray());
    }

    int count() {
        return rows.length;
    }

    /** These rows of a sequence [T, B, size], dense [N, size]; a view if all of it is. */
    INDArray of(INDArray timeMajor) {
        int first = rows[0] / batch;
        int last = rows[rows.length - 1] / batch + 1;
        INDArray window = isAll() ? timeMajor : timeMajor.get(NDArrayIndex.interval(first, last));
        INDArray dense =
                DenseValues.of(window)
                        .reshape('c', (long) (last - first) * batch, timeMajor.size(2));
        if (dense.size(0) == rows.length) {
            return dense;
        }
        INDArray gathered = Nd4j.createUninitialized(dense.dataType(), rows.length, dense.size(1));
        for (int n = 0; n < rows.length; n++) {
            copy(dense, rows[n] - first * batch, gathered, n);
        }
        return gathered;
    }

    /** The values of a mask at these rows, or null for none. */
    double[] of(double... mask) {
        return mask == null ? null : IntStream.of(rows).mapToDouble(row -> mask[row]).toArray();
    }

    /**
     * Puts rows back where they were taken from.
     *
     * @param from [N, size], dense
     * @param into [T·B, size], dense
     */
    void put(INDArray from, INDArray into) {
        for (int n = 0; n < rows.length; n++) {
            copy(from, n, into, rows[n]);
        }
    }

    /**
     * Puts rows where they belong, times their mask.
     *
     * @param from [N][size]
     * @param mask [T·B], or null for ones
     * @param into [T·B·size]
     */
    void put(double[][] from, double[] mask, double[] into) {
        int size = from[0].length;
        for (int n = 0; n < rows.length; n++) {
            double factor = mask == null ? 1 : mask[rows[n]];
            for (int k = 0; k < size; k++) {
                into[rows[n] * size + k] = factor * from[n][k];
            }
        }
    }

    /** Whether no step is left out. */
    boolean isAll() {
        return rows.length == batch * steps;
    }

    private static void copy(INDArray from, long source, INDArray into, long target) {
        long bytes = from.size(1) * from.data().getElementSize();
        try (Place read = new Place(from, source * bytes);
                Place write = new Place(into, target * bytes)) {
            Pointer.memcpy(write, read, bytes);
        }
    }

    /** So many bytes into an array. */
    private static final class Place extends Pointer {
        Place(INDArray array, long offset) {
            super((Pointer) null);
            address = array.data().addressPointer().address() + offset;
        }
    }
}
