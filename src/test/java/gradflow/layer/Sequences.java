package gradflow.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

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
        return random(seed, batch, LayerNetworks.INPUTS, time);
    }

    /** One class of {@link LayerNetworks#OUTPUTS} at every step. */
    static INDArray labels(int batch, int time, long seed) {
        Random random = new Random(seed);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, batch, LayerNetworks.OUTPUTS, time);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < time; t++) {
                labels.putScalar(b, random.nextInt(LayerNetworks.OUTPUTS), t, 1);
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

    /** Its values in steps in the middle of a time-major array, with gaps on every side. */
    static INDArray view(INDArray sequence) {
        long[] s = sequence.shape();
        INDArray big = Nd4j.ones(sequence.dataType(), s[2] + 2, s[0], s[1] + 5);
        INDArray view =
                big.permute(1, 2, 0).get(all(), interval(4, 4 + s[1]), interval(1, 1 + s[2]));
        return view.assign(sequence);
    }

    /** The values of a mask in columns in the middle of a wider one, with gaps between them. */
    static INDArray viewOfMask(INDArray mask) {
        INDArray big = Nd4j.valueArrayOf(new long[] {mask.size(1) + 3, mask.size(0) + 2}, 1.0);
        INDArray view =
                big.castTo(mask.dataType())
                        .transpose()
                        .get(interval(1, 1 + mask.size(0)), interval(2, 2 + mask.size(1)));
        return view.assign(mask);
    }

    static INDArray in(RNNFormat format, INDArray ncw) {
        return format == RNNFormat.NCW ? ncw : ncw.permute(0, 2, 1).dup('c');
    }
}
