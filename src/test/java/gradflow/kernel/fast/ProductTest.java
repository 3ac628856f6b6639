package gradflow.kernel.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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
        "700, 3, 700"
    })
    void isTheSumOfProductsHoweverItIsCut(int m, int n, int k) {
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] c = values(m * n);
        compare(Product.of(m, n, k), false, a, b, c, new int[] {m, n, k});
        compare(Product.ofTransposed(m, n, k), true, a, b, c, new int[] {m, n, k});
    }

    private static void compare(
            Product product, boolean transposed, float[] a, float[] b, float[] c, int[] sizes) {
        NativeFloats nativeA = copy(a);
        NativeFloats nativeB = copy(b);
        NativeFloats nativeC = copy(c);
        float[] found = new float[c.length];
        product.add(nativeA.at(0), nativeB.at(0), nativeC.at(0));
        nativeC.read(0, found, found.length);
        assertSums(found, transposed, a, b, c, sizes);
        nativeC.write(0, notNumbers(c.length), c.length);
        product.set(nativeA.at(0), nativeB.at(0), nativeC.at(0));
        nativeC.read(0, found, found.length);
        assertSums(found, transposed, a, b, new float[c.length], sizes);
    }

    private static void assertSums(
            float[] found, boolean transposed, float[] a, float[] b, float[] c, int[] sizes) {
        int m = sizes[0];
        int n = sizes[1];
        int k = sizes[2];
        double worst = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = c[i * n + j];
                for (int l = 0; l < k; l++) {
                    sum += (double) (transposed ? a[l * m + i] : a[i * k + l]) * b[l * n + j];
                }
                worst = Math.max(worst, Math.abs(found[i * n + j] - sum));
            }
        }
        // Terms are at most 1: rounding adds up to about 6e-8·k in the worst of cases.
        assertThat(worst).isLessThan(6e-8 * (k + 2));
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

    private static NativeFloats copy(float[] values) {
        NativeFloats made = new NativeFloats();
        made.reserve(values.length);
        made.write(0, values, values.length);
        return made;
    }
}
