package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.stats.L2;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NormsTest {

    private static float[] values(int count, float scale) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return values;
    }

    /** Whatever the array is cut into on the way, and however small or large its squares are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4095, 4096, 4097, 10_000})
    void theNormIsThatOfAllElementsInOrder(int count) {
        for (float scale : new float[] {1, 1e-30f, 7 * Float.MIN_VALUE, 1e37f, 0}) {
            INDArray floats = Nd4j.createFromArray(values(count, scale));
            assertThat(Norms.l2(floats)).isEqualTo(L2.of(Norms.values(floats)));
            INDArray doubles = floats.castTo(DataType.DOUBLE);
            assertThat(Norms.l2(doubles)).isEqualTo(L2.of(Norms.values(doubles)));
        }
    }

    @Test
    void stridesDoNotMatter() {
        INDArray all = Nd4j.createFromArray(values(6000, 1)).reshape(60, 100);
        INDArray turned = all.transpose();
        assertThat(Norms.l2(turned)).isEqualTo(L2.of(Norms.values(turned.dup('c'))));
        INDArray columns = all.getColumns(3, 50, 99);
        assertThat(Norms.l2(columns)).isEqualTo(L2.of(Norms.values(columns.dup('c'))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4095, 4096, 9_999})
    void oneElementThatIsNotFiniteIsFound(int place) {
        for (float bad :
                new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] values = values(10_000, 1e37f);
            assertThat(Norms.areFinite(Nd4j.createFromArray(values))).isTrue();
            values[place] = bad;
            INDArray floats = Nd4j.createFromArray(values);
            assertThat(Norms.areFinite(floats)).isFalse();
            assertThat(Norms.areFinite(floats.castTo(DataType.DOUBLE))).isFalse();
            assertThat(Norms.l2(floats)).isNotFinite();
        }
    }
}
