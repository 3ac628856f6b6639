package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrthogonalTest {

    private static double[][] normal(int size, Random random) {
        double[][] matrix = new double[size][size];
        for (double[] row : matrix) {
            for (int i = 0; i < size; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return matrix;
    }

    @Test
    void itsRowsAreOrthonormal() {
        double[][] q = Orthogonal.of(normal(20, new Random(1)));
        for (int i = 0; i < 20; i++) {
            for (int k = 0; k < 20; k++) {
                double dot = 0;
                for (int n = 0; n < 20; n++) {
                    dot += q[i][n] * q[k][n];
                }
                assertThat(dot).isCloseTo(i == k ? 1 : 0, within(1e-14));
            }
        }
    }

    /** Without the signs the diagonal of Q would be negative more often than not. */
    @Test
    void reflectionsAndRotationsAreEquallyFrequent() {
        Random random = new Random(2);
        int positive = 0;
        for (int draw = 0; draw < 2000; draw++) {
            double[][] q = Orthogonal.of(normal(2, random));
            positive += q[0][0] > 0 ? 1 : 0;
        }
        // Five standard deviations of a fair coin.
        assertThat(positive).isBetween(1000 - 112, 1000 + 112);
    }

    @Test
    void aMatrixThatIsOrthogonalAlreadyStaysSo() {
        double[][] rotation = {{0.6, -0.8}, {0.8, 0.6}};
        double[][] q = Orthogonal.of(rotation);
        for (int row = 0; row < 2; row++) {
            assertThat(q[row]).containsExactly(rotation[row], within(1e-15));
        }
    }
}
