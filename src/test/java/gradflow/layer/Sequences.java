package gradflow.layer;

import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small seeded sequences [batch, size, time] in DOUBLE. */
final class Sequences {
    private Sequences() {}

    static INDArray random(long seed, int... shape) {
        Random random = new Random(seed);
        INDArray values =
                Nd4j.zeros(
                        DataType.DOUBLE, java.util.Arrays.stream(shape).asLongStream().toArray());
        INDArray flat = values.reshape(values.length());
        for (long i = 0; i < flat.length(); i++) {
            flat.putScalar(i, random.nextGaussian());
        }
        return values;
    }

    static INDArray inputs(int batch, int time, long seed) {
        return random(seed, batch, Networks.INPUTS, time);
    }

    /** One class of {@link Networks#OUTPUTS} at every step. */
    static INDArray labels(int batch, int time, long seed) {
        Random random = new Random(seed);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, batch, Networks.OUTPUTS, time);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < time; t++) {
                labels.putScalar(b, random.nextInt(Networks.OUTPUTS), t, 1);
            }
        }
        return labels;
    }

    /** Ones, with the given lengths of the examples. */
    static INDArray mask(int time, int... lengths) {
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, lengths.length, time);
        for (int b = 0; b < lengths.length; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                mask.putScalar(b, t, 1);
            }
        }
        return mask;
    }

    static INDArray in(RNNFormat format, INDArray ncw) {
        return format == RNNFormat.NCW ? ncw : ncw.permute(0, 2, 1).dup('c');
    }
}
