package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Matrices whose eigenvalues are known. */
class LargestEigenvalueTest {
    private static final int SIZE = 30;
    private static final double[] START = new Random(3).doubles(SIZE, -1, 1).toArray();

    /** Q·diag(values)·Qᵀ with Householder's reflection Q of the vector 1, 1, … */
    private static UnaryOperator<double[]> matrix(double... values) {
        return vector -> {
            double[] rotated = reflected(vector);
            for (int i = 0; i < rotated.length; i++) {
                rotated[i] *= values[i];
            }
            return reflected(rotated);
        };
    }

    private static double[] reflected(double... vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value;
        }
        double[] reflected = vector.clone();
        for (int i = 0; i < vector.length; i++) {
            reflected[i] -= 2 * sum / vector.length;
        }
        return reflected;
    }

    private static double[] spectrum(double largest, double smallest) {
        double[] values = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = StrictMath.sin(i);
        }
        values[7] = largest;
        values[8] = smallest;
        return values;
    }

    @Test
    void isTheLargestOneAndNotTheOneOfLargestModulus() {
        LargestEigenvalue.Found found =
                LargestEigenvalue.of(matrix(spectrum(3, -50)), START, SIZE, 1e-12);
        assertThat(found.value()).isCloseTo(3, within(1e-9));
        assertThat(found.products()).isLessThanOrEqualTo(SIZE);
    }

    /** An eigenvalue is never further away than the residual, however early it ends. */
    @Test
    void theResidualBoundsTheErrorAndTheValueComesFromBelow() {
        for (int most = 2; most < 12; most++) {
            LargestEigenvalue.Found found =
                    LargestEigenvalue.of(matrix(spectrum(3, -2)), START, most, 0);
            assertThat(found.products()).isEqualTo(most);
            assertThat(found.value()).isLessThanOrEqualTo(3 + 1e-12);
            double nearest = Double.POSITIVE_INFINITY;
            for (double value : spectrum(3, -2)) {
                nearest = Math.min(nearest, Math.abs(value - found.value()));
            }
            assertThat(nearest).isLessThanOrEqualTo(found.residual() + 1e-12);
        }
        LargestEigenvalue.Found rough =
                LargestEigenvalue.of(matrix(spectrum(3, -2)), START, SIZE, 1e-3);
        assertThat(rough.products()).isLessThan(SIZE);
        assertThat(rough.value()).isCloseTo(3, within(0.01));
    }

    @Test
    void scaleDoesNotMatter() {
        for (double scale : new double[] {1e-12, 1e12}) {
            double[] values = spectrum(3 * scale, -2 * scale);
            for (int i = 0; i < SIZE; i++) {
                values[i] = i == 7 || i == 8 ? values[i] : values[i] * scale;
            }
            LargestEigenvalue.Found found =
                    LargestEigenvalue.of(matrix(values), START, SIZE, 1e-12);
            assertThat(found.value() / scale).isCloseTo(3, within(1e-9));
        }
    }

    @Test
    void smallMatricesAndThoseThatAreNoNumbers() {
        assertThat(
                        LargestEigenvalue.of(v -> new double[] {-4 * v[0]}, new double[] {2}, 5, 0)
                                .value())
                .isEqualTo(-4);
        assertThat(LargestEigenvalue.of(matrix(new double[SIZE]), START, 5, 0).value()).isZero();
        assertThat(
                        LargestEigenvalue.of(v -> new double[] {Double.NaN}, new double[] {2}, 5, 0)
                                .value())
                .isNaN();
    }
}
