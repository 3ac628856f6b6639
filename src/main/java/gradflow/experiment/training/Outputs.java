package gradflow.experiment.training;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a network makes of examples at their labelled steps, with zeros at the others. Many long
 * sequences are taken in parts, since a pass keeps every step of all of its examples.
 */
final class Outputs {
    /** Steps of all examples in one pass: with 64 units a third of a gigabyte. */
    private static final long STEPS = 1 << 18;

    private Outputs() {}

    /** Outputs [B, O, T]. */
    static INDArray of(MultiLayerNetwork network, DataSet batch) {
        return of(network, batch, STEPS);
    }

    /** In passes of so many steps at the most, or of one example. */
    static INDArray of(MultiLayerNetwork network, DataSet batch, long steps) {
        INDArray inputs = batch.getFeatures();
        INDArray mask = batch.getLabelsMaskArray();
        long count = inputs.size(0);
        long part = Math.max(1, steps / inputs.size(2));
        if (count <= part) {
            return network.output(inputs, false, null, mask);
        }
        INDArray[] parts = new INDArray[(int) ((count + part - 1) / part)];
        for (int i = 0; i < parts.length; i++) {
            INDArrayIndex examples =
                    NDArrayIndex.interval(i * part, Math.min(count, (i + 1) * part));
            parts[i] =
                    network.output(
                            inputs.get(examples).dup(), false, null, mask.get(examples).dup());
        }
        return Nd4j.concat(0, parts);
    }
}
