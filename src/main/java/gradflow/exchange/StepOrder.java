package gradflow.exchange;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Which steps of a batch are taken one after another, and where each output comes from. Rows of
 * [batch·time, size] are numbered example by example; −1 stands for a row of zeros.
 *
 * @param batchSize B
 * @param timeSteps T
 * @param inputs the row of the input that is taken as row b·T + k; the first steps of an example
 *     are those that no mask hides
 * @param lengths the number of steps taken of each example
 * @param outputs the row among the taken ones that each row of the output is
 */
@SuppressWarnings("ArrayRecordComponent") // made once per pass, and never compared
record StepOrder(int batchSize, int timeSteps, int[] inputs, int[] lengths, int[] outputs) {

    /** The steps of a pass; {@code mask} is [B, T] or null. */
    static StepOrder of(KerasRnn.Order order, int batchSize, int timeSteps, INDArray mask) {
        double[] shown =
                mask == null
                        ? filled(batchSize * timeSteps)
                        : mask.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        int[] inputs = new int[batchSize * timeSteps];
        Arrays.fill(inputs, -1);
        int[] lengths = new int[batchSize];
        int[] outputs = new int[order.sequences() ? batchSize * timeSteps : batchSize];
        for (int b = 0; b < batchSize; b++) {
            int first = b * timeSteps;
            int taken = 0;
            for (int p = 0; p < timeSteps; p++) {
                int step = order.backwards() ? timeSteps - 1 - p : p;
                boolean isShown = shown[first + step] != 0;
                if (isShown) {
                    inputs[first + taken++] = first + step;
                }
                if (order.sequences()) {
                    int place = order.turned() && order.backwards() ? timeSteps - 1 - p : p;
                    boolean isZero = taken == 0 || (!isShown && order.zeroed());
                    outputs[first + place] = isZero ? -1 : first + taken - 1;
                }
            }
            lengths[b] = taken;
            if (!order.sequences()) {
                outputs[b] = taken == 0 ? -1 : first + taken - 1;
            }
        }
        return new StepOrder(batchSize, timeSteps, inputs, lengths, outputs);
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** 1 for the steps that are taken: [B, T]. */
    INDArray lengthMask(DataType type) {
        double[] mask = new double[batchSize * timeSteps];
        for (int b = 0; b < batchSize; b++) {
            Arrays.fill(mask, b * timeSteps, b * timeSteps + lengths[b], 1);
        }
        return Nd4j.createFromArray(mask).reshape('c', batchSize, timeSteps).castTo(type);
    }

    /** Rows of {@code from} [B, T, S] by their numbers: [rows, S]. */
    static INDArray gathered(INDArray from, int[] rows) {
        INDArray flat = flat(from);
        INDArray zeros = Nd4j.zeros(flat.dataType(), 1, flat.size(1));
        INDArray source = Nd4j.concat(0, flat, zeros);
        int last = (int) flat.size(0);
        int[] numbers = Arrays.stream(rows).map(row -> row < 0 ? last : row).toArray();
        return Nd4j.pullRows(source, 1, numbers);
    }

    /** What {@link #gathered} turns around: adds each row of {@code rows} to its source. */
    static INDArray scattered(INDArray values, int[] rows, int sources) {
        INDArray sum = Nd4j.zeros(values.dataType(), sources + 1L, values.size(1));
        INDArray numbers =
                Nd4j.createFromArray(
                        Arrays.stream(rows).map(row -> row < 0 ? sources : row).toArray());
        Nd4j.exec(
                DynamicCustomOp.builder("scatter_add")
                        .addInputs(sum, numbers, values)
                        .addOutputs(sum)
                        .build());
        return sum.get(NDArrayIndex.interval(0, sources), NDArrayIndex.all());
    }

    static INDArray flat(INDArray sequence) {
        long size = sequence.size(sequence.rank() - 1);
        return sequence.dup('c').reshape('c', sequence.length() / size, size);
    }
}
