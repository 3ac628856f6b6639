package gradflow.kernel.fast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;

class FastRecurrencesTest {
    private static final IActivation TANH = new ActivationTanH();
    private static final IActivation SIGMOID = new ActivationSigmoid();
    private static final IActivation OTHER = new ActivationSoftSign();

    @Test
    void findsNothingForOtherActivations() {
        assertThat(FastRecurrences.simpleRnn(OTHER)).isEmpty();
        assertThat(FastRecurrences.lstm(OTHER, SIGMOID)).isEmpty();
        assertThat(FastRecurrences.lstm(TANH, new ActivationHardSigmoid())).isEmpty();
        assertThat(FastRecurrences.lstm(SIGMOID, TANH)).isEmpty();
        assertThat(FastRecurrences.gru(TANH, OTHER, true)).isEmpty();
        assertThat(FastRecurrences.gru(OTHER, SIGMOID, false)).isEmpty();
    }

    @Test
    void findsOnlyThePlainRelu() {
        assertThat(FastRecurrences.simpleRnn(new ActivationReLU(null, 0.0, 0.0))).isPresent();
        assertThat(FastRecurrences.simpleRnn(new ActivationReLU(6.0, 0.0, 0.0))).isEmpty();
        assertThat(FastRecurrences.simpleRnn(new ActivationReLU(null, 0.5, 0.0))).isEmpty();
        assertThat(FastRecurrences.simpleRnn(new ActivationReLU(null, 0.0, 0.1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1e-60, Double.NaN})
    void findsNoLeakyReluThatHidesTheSignOfItsArgument(double slope) {
        assertThat(FastRecurrences.simpleRnn(new ActivationLReLU(slope))).isEmpty();
    }
}
