package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Losses whose Hessians are known. */
class HessianProductTest {

    /** ½·wᵀ·A·w + b·w with A = (2 1; 1 3): its largest eigenvalue is (5 + √5)/2. */
    private static double[] quadratic(double... w) {
        return new double[] {2 * w[0] + w[1] + 7, w[0] + 3 * w[1] - 5};
    }

    @Test
    void ofAQuadraticIsTheMatrixUpToRounding() {
        HessianProduct product =
                new HessianProduct(HessianProductTest::quadratic, new double[] {0.3, -20});
        assertThat(product.apply(new double[] {1, 0}))
                .containsExactly(new double[] {2, 1}, within(1e-9));
        assertThat(product.apply(new double[] {0, 1e6}))
                .containsExactly(new double[] {1e6, 3e6}, within(1e-3));
        assertThat(product.apply(new double[] {0, 0})).containsOnly(0);
        assertThat(LargestEigenvalue.of(product, new double[] {1, 0}, 2, 0).value())
                .isCloseTo((5 + Math.sqrt(5)) / 2, within(1e-9));
    }

    /** w⁴ has slope 4w³ and curvature 12w²; third derivatives add 4ε² to it. */
    @Test
    void ofAnotherLossItIsRightToTheSquareOfTheStep() {
        HessianProduct product =
                new HessianProduct(w -> new double[] {4 * w[0] * w[0] * w[0]}, new double[] {0.5});
        double step = HessianProduct.STEP;
        assertThat(product.apply(new double[] {2})[0])
                .isCloseTo(2 * (12 * 0.25 + 4 * step * step), within(1e-10));
    }
}
