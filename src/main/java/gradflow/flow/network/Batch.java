package gradflow.flow.network;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a network is shown at once: an array for each of its inputs and outputs; masks [B, T] may be
 * null, one by one.
 *
 * @param features of the inputs, the batch in the first dimension
 * @param labels of the outputs
 * @param featureMasks as many as there are features
 * @param labelMasks as many as there are labels
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record Batch(
        INDArray[] features, INDArray[] labels, INDArray[] featureMasks, INDArray[] labelMasks) {

    /**
     * Copies that live as long as anyone wants them.
     *
     * @return arrays outside of any workspace, of the types that they have
     */
    public Batch detached() {
        return map(array -> array.dup().detach());
    }

    /**
     * Copies of another type.
     *
     * @param type of all arrays
     * @return the batch in that type
     */
    public Batch castTo(DataType type) {
        return map(array -> array.castTo(type));
    }

    /**
     * Some of the examples.
     *
     * @param examples their places in the batch
     * @return copies
     */
    public Batch examples(int... examples) {
        return map(
                array ->
                        Nd4j.concat(
                                0,
                                Arrays.stream(examples)
                                        .mapToObj(example -> row(array, example))
                                        .toArray(INDArray[]::new)));
    }

    /**
     * How many examples there are.
     *
     * @return B
     */
    public int size() {
        return (int) features[0].size(0);
    }

    /**
     * The batch with other masks of its labels.
     *
     * @param masks one for each output, null where there is none
     * @return the same arrays otherwise
     */
    public Batch withLabelMasks(INDArray... masks) {
        return new Batch(features, labels, featureMasks, masks);
    }

    private static INDArray row(INDArray array, int example) {
        INDArrayIndex[] indices =
                IntStream.range(0, array.rank())
                        .mapToObj(
                                axis ->
                                        axis == 0
                                                ? NDArrayIndex.interval(example, example + 1)
                                                : NDArrayIndex.all())
                        .toArray(INDArrayIndex[]::new);
        return array.get(indices).dup();
    }

    private Batch map(UnaryOperator<INDArray> change) {
        return new Batch(
                map(features, change),
                map(labels, change),
                map(featureMasks, change),
                map(labelMasks, change));
    }

    private static INDArray[] map(INDArray[] arrays, UnaryOperator<INDArray> change) {
        return Arrays.stream(arrays)
                .map(array -> array == null ? null : change.apply(array))
                .toArray(INDArray[]::new);
    }
}
