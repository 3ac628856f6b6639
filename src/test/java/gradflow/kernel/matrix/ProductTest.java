package gradflow.kernel.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "3, 5, 7",
        "32, 128, 128",
        "33, 257, 300",
        "130, 65, 257",
        "128, 128, 129",
        "200, 2, 4000",
        "2, 700, 1100",
        "700, 3, 700",
        "5, 200, 17",
        "260, 800, 300",
        "4, 16, 1",
        "9, 127, 6",
        "6, 72, 31"
    })
    void isTheSumOfProductsHoweverItIsCut(int m, int n, int k) {
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] c = values(m * n);
        for (Engine engine : Engine.values()) {
            for (boolean transposed : new boolean[] {false, true}) {
                FloatMatrix left = matrix(engine, a, transposed ? m : k);
                compare(engine, transposed, left, new float[][] {a, b, c}, m, n, k);
            }
        }
    }

    /** Whichever way it came, and from whichever of its rows on. */
    @ParameterizedTest
    @CsvSource({"1, 70, 40", "2, 16, 16", "7, 130, 33", "40, 64, 100", "100, 200, 300"})
    void theRightOperandMayLieAsSuitsTheProduct(int m, int n, int k) {
        int before = 3;
        float[] a = values(m * k);
        float[] b = values((before + k) * n);
        float[] turned = new float[b.length];
        for (int i = 0; i < before + k; i++) {
            for (int j = 0; j < n; j++) {
                turned[j * (before + k) + i] = b[i * n + j];
            }
        }
        float[] used = java.util.Arrays.copyOfRange(b, before * n, b.length);
        NativeMatrix outside = new NativeMatrix();
        outside.reserve(before + k, n);
        for (Engine engine : Engine.values()) {
            FloatMatrix taken = engine.matrix();
            taken.reserveRight(before + k, n, m);
            outside.write(0, before + k, turned);
            taken.takeTransposed(outside.at(0), before + k);
            FloatMatrix borrowed = engine.matrix();
            outside.write(0, before + k, b);
            borrowed.borrowRight(outside.at(0), before + k, n, m);
            for (FloatMatrix right : new FloatMatrix[] {taken, borrowed}) {
                FloatMatrix result = matrix(engine, notNumbers(m * n), n);
                engine.product(m, n, k).set(matrix(engine, a, k), 0, right, before, result, 0);
                float[] found = new float[m * n];
                result.read(0, m, found);
                assertSums(found, false, a, used, new float[m * n], new int[] {m, n, k});
            }
        }
    }

    private static void compare(
            Engine engine,
            boolean transposed,
            FloatMatrix left,
            float[][] abc,
            int m,
            int n,
            int k) {
        Product product =
                transposed ? engine.productOfTransposed(m, n, k) : engine.product(m, n, k);
        FloatMatrix right = matrix(engine, abc[1], n);
        FloatMatrix result = matrix(engine, abc[2], n);
        float[] found = new float[m * n];
        int[] sizes = {m, n, k};
        product.add(left, 0, right, 0, result, 0);
        result.read(0, m, found);
        assertSums(found, transposed, abc[0], abc[1], abc[2], sizes);
        result.write(0, m, notNumbers(m * n));
        product.set(left, 0, right, 0, result, 0);
        result.read(0, m, found);
        assertSums(found, transposed, abc[0], abc[1], new float[m * n], sizes);
        if (engine == Engine.PLAIN) {
            assertThat(found).isEqualTo(chains(transposed, abc[0], abc[1], sizes));
        }
    }

    /** Every element by itself, in the order of k. */
    private static float[] chains(boolean transposed, float[] a, float[] b, int[] sizes) {
        int m = sizes[0];
        int n = sizes[1];
        int k = sizes[2];
        float[] made = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(transposed ? a[l * m + i] : a[i * k + l], b[l * n + j], sum);
                }
                made[i * n + j] = sum;
            }
        }
        return made;
    }

    /** In vectors where this Java machine has long ones, and in plain loops. */
    @ParameterizedTest
    @CsvSource({"4, 16, 3", "7, 8, 5", "13, 83, 9", "32, 200, 64", "5, 31, 70", "8, 64, 1"})
    void vectorsHaveTheBitsOfPlainLoops(int m, int n, int k) {
        Assumptions.assumeTrue(VectorProduct.of(false, 4, 64, 1) instanceof VectorProduct);
        float[] a = values((m + 2) * (k + 2));
        float[] b = values((k + 3) * n);
        float[] c = values((m + 1) * n);
        for (boolean transposed : new boolean[] {false, true}) {
            FloatMatrix left = matrix(Engine.PLAIN, a, transposed ? m + 2 : k + 2);
            FloatMatrix right = matrix(Engine.PLAIN, b, n);
            Product[] products = {
                new PlainProduct(transposed, 0, m, 0, n, k), VectorProduct.of(transposed, m, n, k)
            };
            float[][] added = new float[2][c.length];
            float[][] set = new float[2][c.length];
            for (int i = 0; i < 2; i++) {
                FloatMatrix result = matrix(Engine.PLAIN, c, n);
                products[i].add(left, 2, right, 3, result, 1);
                result.read(0, m + 1, added[i]);
                products[i].set(left, 1, right, 2, result, 0);
                result.read(0, m + 1, set[i]);
            }
            assertThat(added[1]).isEqualTo(added[0]);
            assertThat(set[1]).isEqualTo(set[0]);
        }
    }

    @Test
    void worksOnRowsInTheMiddle() {
        for (Engine engine : Engine.values()) {
            FloatMatrix a = matrix(engine, new float[] {9, 9, 1, 2, 3, 4}, 2);
            FloatMatrix b = matrix(engine, new float[] {9, 1, 2}, 1);
            FloatMatrix c = matrix(engine, new float[] {7, 7, 7, 7}, 1);
            engine.product(2, 1, 2).add(a, 1, b, 1, c, 1);
            float[] found = new float[4];
            c.read(0, 4, found);
            assertThat(found).containsExactly(7, 12, 18, 7);
        }
    }

    private static void assertSums(
            float[] found, boolean transposed, float[] a, float[] b, float[] c, int[] sizes) {
        int m = sizes[0];
        int n = sizes[1];
        int k = sizes[2];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = c[i * n + j];
                double sizesOfTerms = Math.abs(sum);
                for (int l = 0; l < k; l++) {
                    double term =
                            (double) (transposed ? a[l * m + i] : a[i * k + l]) * b[l * n + j];
                    sum += term;
                    sizesOfTerms += Math.abs(term);
                }
                // In any order of summation (Higham 2002, equation 3.5).
                double bound = (k + 1) * 0x1p-24 * sizesOfTerms;
                if (!(Math.abs(found[i * n + j] - sum) <= bound)) {
                    assertThat(found[i * n + j])
                            .as("row %d, column %d", i, j)
                            .isEqualTo((float) sum);
                }
            }
        }
    }

    private float[] values(int length) {
        float[] made = new float[length];
        for (int i = 0; i < length; i++) {
            made[i] = 2 * random.nextFloat() - 1;
        }
        return made;
    }

    private static float[] notNumbers(int length) {
        float[] made = new float[length];
        java.util.Arrays.fill(made, Float.NaN);
        return made;
    }

    private static FloatMatrix matrix(Engine engine, float[] values, int width) {
        FloatMatrix made = engine.matrix();
        made.reserve(values.length / width, width);
        made.write(0, values.length / width, values);
        return made;
    }
}
