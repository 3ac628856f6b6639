package gradflow.kernel.matrix64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The products that the build makes of those in FLOAT. */
class DoubleProductTest {

    /** In vectors where this Java machine has long ones, and in plain loops. */
    @ParameterizedTest
    @CsvSource({"4, 8, 3", "7, 4, 5", "13, 45, 9", "32, 100, 64", "1, 64, 7"})
    void areChainsOfFusedMultiplyAddsInTheOrderOfK(int m, int n, int k) {
        Random random = new Random(1);
        double[] a = random.doubles((long) m * k, -1, 1).toArray();
        double[] b = random.doubles((long) k * n, -1, 1).toArray();
        for (boolean transposed : new boolean[] {false, true}) {
            DoubleMatrix result = matrix(new double[m * n], n);
            Product product =
                    transposed
                            ? Engine.PLAIN.productOfTransposed(m, n, k)
                            : Engine.PLAIN.product(m, n, k);
            product.set(matrix(a, transposed ? m : k), 0, matrix(b, n), 0, result, 0);
            double[] found = new double[m * n];
            result.read(0, m, found);
            assertThat(found).isEqualTo(chains(transposed, a, b, m, n, k));
        }
    }

    private static double[] chains(
            boolean transposed, double[] a, double[] b, int m, int n, int k) {
        double[] made = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k; l++) {
                    double left = transposed ? a[l * m + i] : a[i * k + l];
                    made[i * n + j] = Math.fma(left, b[l * n + j], made[i * n + j]);
                }
            }
        }
        return made;
    }

    private static DoubleMatrix matrix(double[] values, int width) {
        DoubleMatrix made = Engine.PLAIN.matrix();
        made.reserve(values.length / width, width);
        made.write(0, values.length / width, values);
        return made;
    }
}
