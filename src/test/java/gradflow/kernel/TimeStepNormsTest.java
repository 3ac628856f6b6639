package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.fast.FastRecurrences;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The norms are those of the gradients that the same pass shows; FLOAT rounds at 6e-8. */
class TimeStepNormsTest {
    private static final int TIME = 5;
    private static final int BATCH = 3;
    private static final int INPUT = 2;
    private static final int HIDDEN = 7;

    static Stream<Arguments> recurrences() {
        var tanh = new ActivationTanH();
        var sigmoid = new ActivationSigmoid();
        return Stream.of(
                Arguments.of("clear LSTM", Recurrences.lstm(tanh, sigmoid), 4),
                Arguments.of("fast LSTM", FastRecurrences.lstm(tanh, sigmoid).orElseThrow(), 4),
                Arguments.of("clear GRU", Recurrences.gru(tanh, sigmoid, true), 3),
                Arguments.of("fast GRU", FastRecurrences.gru(tanh, sigmoid, true).orElseThrow(), 3),
                Arguments.of("fast RNN", FastRecurrences.simpleRnn(tanh).orElseThrow(), 1),
                Arguments.of(
                        "fast leaky RNN",
                        FastRecurrences.simpleRnn(tanh, new Leak(0.5, 0.5), false).orElseThrow(),
                        1),
                Arguments.of(
                        "fast normalised LSTM",
                        FastRecurrences.lstm(tanh, sigmoid, true).orElseThrow(),
                        4));
    }

    private static Weights weights(String name, int gates) {
        long columns = (long) gates * HIDDEN;
        INDArray bias = Nd4j.randn(DataType.FLOAT, columns);
        return new Weights(
                Nd4j.randn(DataType.FLOAT, INPUT, columns).dup('f'),
                Nd4j.randn(DataType.FLOAT, HIDDEN, columns).dup('f'),
                bias,
                gates == 3 ? bias.dup() : null,
                name.contains("normalised") ? Nd4j.randn(DataType.FLOAT, 2 * columns) : null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recurrences")
    void areThoseOfTheGradients(String name, Recurrence recurrence, int gates) {
        INDArray x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        INDArray output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        INDArray gradOutput = Nd4j.randn(DataType.FLOAT, TIME, BATCH, HIDDEN);
        recurrence.forward(weights(name, gates), x, null, null, output, true);
        List<TimeStepNorms> told = new ArrayList<>();
        recurrence.observeNorms(told::add);
        recurrence.backward(
                gradOutput,
                TIME - 1,
                null,
                weights(name, gates),
                gradients -> {
                    for (int t = 1; t < TIME; t++) {
                        told.add(expected(gradients, t));
                    }
                });
        assertThat(told).hasSize(TIME);
        TimeStepNorms norms = told.get(TIME - 1);
        assertThat(norms.hidden(0)).isZero();
        for (int t = 1; t < TIME; t++) {
            TimeStepNorms expected = told.get(t - 1);
            close(norms.hidden(t), expected.hidden(t));
            close(norms.cell(t), expected.cell(t));
            close(norms.preActivation(t), expected.preActivation(t));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recurrences")
    void nobodyIsToldOnceNobodyAsks(String name, Recurrence recurrence, int gates) {
        List<TimeStepNorms> told = new ArrayList<>();
        recurrence.observeNorms(told::add);
        recurrence.observeNorms(null);
        INDArray x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        INDArray output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        recurrence.forward(weights(name, gates), x, null, null, output, true);
        recurrence.backward(output, TIME, null, weights(name, gates), null);
        assertThat(told).isEmpty();
    }

    private static TimeStepNorms expected(TimeStepGradients gradients, int t) {
        TimeStepNorms norms = new TimeStepNorms(TIME);
        norms.setHidden(t, mean(gradients.hidden(), t));
        norms.setPreActivation(t, mean(gradients.preActivation(), t));
        if (gradients.cell() != null) {
            norms.setCell(t, mean(gradients.cell(), t));
        }
        return norms;
    }

    private static double mean(INDArray sequence, int t) {
        return sequence.slice(t).norm2(1).meanNumber().doubleValue();
    }

    private static void close(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-5 * expected + 1e-30));
    }
}
