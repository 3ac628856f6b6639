package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class SpectralRadiusTest {

    /** A rotation by φ times s has the eigenvalues s·exp(±iφ). */
    @Test
    void aScaledRotationHasItsScale() {
        for (double angle = 0; angle < 7; angle += 0.37) {
            double cos = 0.8 * Math.cos(angle);
            double sin = 0.8 * Math.sin(angle);
            assertThat(SpectralRadius.of(new double[][] {{cos, -sin}, {sin, cos}}))
                    .isCloseTo(0.8, within(1e-14));
        }
    }

    /**
     * Companions have their polynomial's roots: 1, 2, 3 of x³ − 6x² + 11x − 6, the golden ratio of
     * x² − x − 1, the plastic ratio of x³ − x − 1, the supergolden ratio of x³ − x² − 1, roots of
     * unity of xⁿ − 1.
     */
    @Test
    void aCompanionMatrixHasTheLargestRoot() {
        assertThat(SpectralRadius.of(companion(-6, 11, -6))).isCloseTo(3, within(1e-12));
        assertThat(SpectralRadius.of(companion(-1, -1)))
                .isCloseTo((1 + Math.sqrt(5)) / 2, within(1e-14));
        assertThat(SpectralRadius.of(companion(-1, 0, -1)))
                .isCloseTo(1.465571231876768, within(1e-14));
        assertThat(SpectralRadius.of(companion(0, -1, -1)))
                .isCloseTo(1.324717957244746, within(1e-14));
        for (int n = 2; n <= 20; n++) {
            double[] coefficients = new double[n];
            coefficients[n - 1] = -1;
            assertThat(SpectralRadius.of(companion(coefficients))).isCloseTo(1, within(1e-12));
        }
    }

    /** Of xⁿ + c₁xⁿ⁻¹ + … + cₙ. */
    private static double[][] companion(double... coefficients) {
        double[][] matrix = new double[coefficients.length][coefficients.length];
        for (int i = 0; i < coefficients.length; i++) {
            matrix[0][i] = -coefficients[i];
            if (i > 0) {
                matrix[i][i - 1] = 1;
            }
        }
        return matrix;
    }

    /** One step stretches a hundredfold, yet the eigenvalues stand on the diagonal. */
    @Test
    void aMatrixThatIsNotNormalHasFarLessThanItsNorm() {
        assertThat(SpectralRadius.of(new double[][] {{0.5, 100}, {0, -0.6}}))
                .isCloseTo(0.6, within(1e-12));
        // V·diag(0.9, 0.5)·V⁻¹ with V = {{1, 1}, {0, 0.001}}.
        assertThat(SpectralRadius.of(new double[][] {{0.9, -400}, {0, 0.5}}))
                .isCloseTo(0.9, within(1e-12));
    }

    /** A k-fold eigenvalue with one eigenvector is good to the k-th root of the rounding error. */
    @Test
    void aDefectiveMatrixIsLessAccurate() {
        double[][] upper = new double[6][6];
        double[][] mixed = {{3, 1}, {-1, 1}};
        for (int i = 0; i < 6; i++) {
            upper[i][i] = 0.7;
            if (i > 0) {
                upper[i - 1][i] = 1;
            }
        }
        assertThat(SpectralRadius.of(upper)).isCloseTo(0.7, within(1e-12));
        assertThat(SpectralRadius.of(mixed)).isCloseTo(2, within(1e-7));
    }

    /** Nilpotent: the sixth power of the shift is zero. 1e-16 to the sixth root is 2e-3. */
    @Test
    void whatDiesOutHasNone() {
        double[][] shift = new double[6][6];
        for (int i = 1; i < 6; i++) {
            shift[i][i - 1] = 1;
        }
        assertThat(SpectralRadius.of(shift)).isCloseTo(0, within(2e-3));
        assertThat(SpectralRadius.of(new double[3][3])).isZero();
        assertThat(SpectralRadius.of(new double[0][0])).isZero();
    }

    /**
     * Gelfand's formula: the k-th root of ‖Aᵏ‖ tends to it, from above and by a factor of the k-th
     * root of a constant. After 2²⁰ steps that is 1e-4 for constants up to 1e45.
     */
    @Test
    void agreesWithTheGrowthOfPowers() {
        Random random = new Random(12);
        for (int size : new int[] {2, 3, 5, 16, 64}) {
            double[][] entries = new double[size][size];
            for (double[] row : entries) {
                for (int j = 0; j < size; j++) {
                    row[j] = random.nextGaussian() / Math.sqrt(size);
                }
            }
            RealMatrix power = new Array2DRowRealMatrix(entries);
            double logNorm = 0;
            for (int squaring = 0; squaring <= 20; squaring++) {
                power = squaring == 0 ? power : power.multiply(power);
                double norm = power.getNorm();
                power = power.scalarMultiply(1 / norm);
                logNorm = 2 * logNorm + Math.log(norm);
            }
            double growth = Math.exp(logNorm / (1 << 20));
            assertThat(SpectralRadius.of(entries)).isCloseTo(growth, within(1e-4 * growth));
        }
    }

    @Test
    void scalesWithTheMatrixHoweverSmallOrLarge() {
        double[][] matrix = {{1, -2, 0}, {3, 0.5, 1}, {0, 1, -1}};
        double radius = SpectralRadius.of(matrix);
        for (double scale : new double[] {1e-200, 1e-14, -1, 1e14, 1e200}) {
            double[][] scaled = new double[3][3];
            for (int i = 0; i < 9; i++) {
                scaled[i / 3][i % 3] = scale * matrix[i / 3][i % 3];
            }
            assertThat(SpectralRadius.of(scaled) / Math.abs(scale))
                    .isCloseTo(radius, within(1e-12));
        }
        assertThat(SpectralRadius.of(new double[][] {{1, 2}, {3, Double.NaN}})).isNaN();
        assertThatThrownBy(() -> SpectralRadius.of(new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
