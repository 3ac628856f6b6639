package gradflow.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Comparison with numbers that were computed in DOUBLE. */
final class Close {
    /**
     * Of the largest value. FLOAT rounds to 6e-8 and tanh here to 3e-7; sums over some hundred
     * products and some ten steps make of that about 1e-5, seldom more. A wrong term shows as 1e-2.
     */
    static final double TOLERANCE = 2e-4;

    /** The same of DOUBLE, which rounds to 1.1e-16. */
    static final double DOUBLE_TOLERANCE = 1e-12;

    private Close() {}

    static void assertClose(INDArray actual, double[][][] expected, String name) {
        assertClose(actual, Nd4j.create(expected), name);
    }

    static void assertClose(INDArray actual, double[][] expected, String name) {
        assertClose(actual, Nd4j.create(expected), name);
    }

    static void assertClose(INDArray actual, INDArray expected, String name) {
        assertClose(actual, expected, 0, name);
    }

    /** With {@code leastScale} in place of the largest value if that is smaller. */
    static void assertClose(INDArray actual, INDArray expected, double leastScale, String name) {
        assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
        double[] found = actual.dup('c').data().asDouble();
        double[] wanted = expected.dup('c').data().asDouble();
        double scale = leastScale;
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            scale = Math.max(scale, Math.abs(wanted[i]));
            // Math.max keeps NaN.
            worst = Math.max(worst, Math.abs(found[i] - wanted[i]));
        }
        double tolerance = actual.dataType() == DataType.DOUBLE ? DOUBLE_TOLERANCE : TOLERANCE;
        assertThat(worst).as(name).isLessThanOrEqualTo(tolerance * scale);
    }
}
