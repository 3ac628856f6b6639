package gradflow.experiment.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.stats.L2;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final double[] ONE = {3, -4, 0.1};
    private static final double[] OTHER = {2, -5, 0.3};

    /** A power of two changes no digit, so the results are equal and not only near. */
    @ParameterizedTest
    @ValueSource(ints = {-900, -600, 0, 600, 900})
    void sizeChangesNothing(int exponent) {
        double[] one = scaled(ONE, exponent);
        double[] other = scaled(OTHER, exponent);
        assertThat(L2.of(one)).isEqualTo(Math.scalb(L2.of(ONE), exponent));
        assertThat(Vectors.cosine(one, other)).isEqualTo(Vectors.cosine(ONE, OTHER));
        assertThat(Vectors.relativeError(one, other)).isEqualTo(Vectors.relativeError(ONE, OTHER));
    }

    @Test
    void theNormIsThePlainOneToTheBit() {
        assertThat(L2.of(ONE)).isEqualTo(Math.sqrt(3 * 3 + 4 * 4 + 0.1 * 0.1));
        assertThat(L2.of(0, 0)).isZero();
        assertThat(L2.of(1, Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(L2.of(1, Double.NaN)).isNaN();
    }

    private static double[] scaled(double[] vector, int exponent) {
        return Arrays.stream(vector).map(value -> Math.scalb(value, exponent)).toArray();
    }
}
