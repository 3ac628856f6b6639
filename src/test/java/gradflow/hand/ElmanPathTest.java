package gradflow.hand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.HiddenActivation;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElmanPathTest {
    private static double[][] inputs(int steps, int size, SplittableRandom random) {
        double[][] inputs = new double[steps][];
        for (int t = 0; t < steps; t++) {
            inputs[t] = Gaussian.vector(size, random);
        }
        return inputs;
    }

    /** All singular values of g·Q are g, and those of its powers are the powers of g. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 4})
    void aLinearNetworksJacobianIsGToTheLag(double gain) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] matrix = Gaussian.orthogonal(6, gain, random);
        double[] norms =
                new ElmanPath(HiddenActivation.IDENTITY, matrix, inputs(30, 6, random))
                        .jacobianNorms();
        for (int lag = 0; lag < norms.length; lag++) {
            assertThat(norms[lag] / Math.pow(gain, lag)).isCloseTo(1, within(1e-10));
        }
    }

    /** One unit whose pre-activations are −1 and 2: the ReLU lets nothing and everything pass. */
    @Test
    void slopesBelongToTheirSteps() {
        ElmanPath path =
                new ElmanPath(
                        HiddenActivation.RELU,
                        new double[][] {{3}},
                        new double[][] {{-1}, {2}, {-100}});
        assertThat(path.slopes()).isDeepEqualTo(new double[][] {{0}, {1}, {0}});
        assertThat(path.jacobianNorms()).containsExactly(1, 0, 0);
        ElmanPath alive =
                new ElmanPath(
                        HiddenActivation.RELU,
                        new double[][] {{3}},
                        new double[][] {{-1}, {2}, {1}});
        assertThat(alive.jacobianNorms()).containsExactly(1, 3, 9);
    }

    /** diag(3, 1) turned by 45° on one side: the singular values stay 3 and 1. */
    @Test
    void theLargestSingularValueIsFound() {
        double r = Math.sqrt(0.5);
        assertThat(
                        ElmanPath.largestSingularValue(
                                new double[] {3 * r, 3 * r}, new double[] {-r, r}))
                .isCloseTo(3, within(1e-12));
        assertThat(ElmanPath.largestSingularValue(new double[2], new double[2])).isZero();
    }
}
