package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations that remain between a gradient and the parameters in Deeplearning4j's fit, on a
 * million values of all magnitudes, subnormal ones among them, bit by bit against Java's.
 */
class ElementwiseTest {
    private static final int SIZE = 1_000_000;

    private static float[] floats(long seed) {
        Random random = new Random(seed);
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            // Any bits, but no NaN, whose bits no operation promises.
            float value = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isNaN(value) ? 0 : value;
        }
        return values;
    }

    private static double[] doubles(long seed) {
        Random random = new Random(seed);
        double[] values = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            values[i] = Double.isNaN(value) ? 0 : value;
        }
        return values;
    }

    private static INDArray row(float... values) {
        return Nd4j.createFromArray(values).reshape(1, SIZE);
    }

    private static INDArray row(double... values) {
        return Nd4j.createFromArray(values).reshape(1, SIZE);
    }

    /** As DL4J's updater divides the gradient. */
    @Test
    void divisionByTheBatchSizeIsJavas() {
        for (int batch : new int[] {1, 3, 20, 32, 100, 49999}) {
            float[] f = floats(1);
            double[] d = doubles(1);
            INDArray floats = row(f).divi(batch);
            INDArray doubles = row(d).divi(batch);
            for (int i = 0; i < SIZE; i++) {
                f[i] /= batch;
                d[i] /= batch;
            }
            assertThat(floats.data().asFloat()).isEqualTo(f);
            assertThat(doubles.data().asDouble()).isEqualTo(d);
        }
    }

    /** As NegativeGradientStepFunction subtracts the update. */
    @Test
    void subtractionIsJavas() {
        float[] f = floats(1);
        float[] g = floats(2);
        double[] d = doubles(1);
        double[] e = doubles(2);
        INDArray floats = row(f).subi(row(g));
        INDArray doubles = row(d).subi(row(e));
        for (int i = 0; i < SIZE; i++) {
            f[i] -= g[i];
            d[i] -= e[i];
        }
        assertThat(floats.data().asFloat()).isEqualTo(f);
        assertThat(doubles.data().asDouble()).isEqualTo(d);
    }

    /** As Sgd multiplies by the learning rate. */
    @Test
    void multiplicationByANumberIsJavas() {
        for (double rate : new double[] {0.1, 1e-3, 3, 1e-10}) {
            float[] f = floats(3);
            double[] d = doubles(3);
            INDArray floats = row(f).muli(rate);
            INDArray doubles = row(d).muli(rate);
            for (int i = 0; i < SIZE; i++) {
                f[i] *= (float) rate;
                d[i] *= rate;
            }
            assertThat(floats.data().asFloat()).isEqualTo(f);
            assertThat(doubles.data().asDouble()).isEqualTo(d);
        }
    }

    /** As profiles cast parameters, and data are cast to the network's type. */
    @Test
    void castsAreJavas() {
        double[] d = doubles(4);
        float[] f = floats(4);
        INDArray toFloat = row(d).castTo(DataType.FLOAT);
        INDArray toDouble = row(f).castTo(DataType.DOUBLE);
        float[] rounded = new float[SIZE];
        double[] exact = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            rounded[i] = (float) d[i];
            exact[i] = f[i];
        }
        assertThat(toFloat.data().asFloat()).isEqualTo(rounded);
        assertThat(toDouble.data().asDouble()).isEqualTo(exact);
    }
}
