package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.HiddenActivation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The formulas of plain Java against those that the networks are made of. */
class ActivationTest {
    @ParameterizedTest
    @EnumSource
    void valuesAndSlopesAreThoseOfTheLibrary(HiddenActivation activation) {
        IActivation library = Assembly.activation(activation).getActivationFunction();
        double[] points = {-8, -2.5, -1, -0.1, 0.2, 1, 3, 9};
        INDArray a = Nd4j.createFromArray(points).reshape(1, points.length);
        INDArray values = library.getActivation(a.dup(), true);
        INDArray slopes = library.backprop(a.dup(), Nd4j.onesLike(a)).getFirst();
        for (int i = 0; i < points.length; i++) {
            assertThat(activation.of(points[i])).isCloseTo(values.getDouble(i), within(1e-14));
            // The library's leaky ReLU has its leak in FLOAT here, and here only.
            assertThat(activation.slope(points[i])).isCloseTo(slopes.getDouble(i), within(1e-9));
        }
    }
}
