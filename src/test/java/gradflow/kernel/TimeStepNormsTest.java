package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.kernel.twin.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
        return Stream.of(
                        Kind.LSTM,
                        Kind.GRU,
                        Kind.MINGRU,
                        Kind.RNN_TANH,
                        Kind.RNN_LEAKY,
                        Kind.NORMALIZED_LSTM)
                .flatMap(
                        kind ->
                                Stream.of(
                                        Arguments.of("clear", kind, kind.clear()),
                                        Arguments.of("fast", kind, kind.recurrence())));
    }

    private static Weights weights(Kind kind) {
        long columns = (long) kind.shape().gateCount() * HIDDEN;
        INDArray bias = Nd4j.randn(DataType.FLOAT, columns);
        return new Weights(
                kind.shape(),
                Nd4j.randn(DataType.FLOAT, INPUT, columns).dup('f'),
                kind.shape().hasRecurrentWeights()
                        ? Nd4j.randn(DataType.FLOAT, HIDDEN, columns).dup('f')
                        : null,
                bias,
                kind.hasRecurrentBias() ? bias.dup() : null,
                kind.isNormalized() ? Nd4j.randn(DataType.FLOAT, 2 * columns) : null);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("recurrences")
    void areThoseOfTheGradients(String form, Kind kind, Recurrence recurrence) {
        INDArray x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        INDArray output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        INDArray gradOutput = Nd4j.randn(DataType.FLOAT, TIME, BATCH, HIDDEN);
        recurrence.forward(weights(kind), x, null, null, output, true);
        List<TimeStepNorms> told = new ArrayList<>();
        recurrence.observeNorms(told::add);
        recurrence.backward(
                gradOutput,
                TIME - 1,
                null,
                weights(kind),
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

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("recurrences")
    void nobodyIsToldOnceNobodyAsks(String form, Kind kind, Recurrence recurrence) {
        List<TimeStepNorms> told = new ArrayList<>();
        recurrence.observeNorms(told::add);
        recurrence.observeNorms(null);
        INDArray x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        INDArray output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        recurrence.forward(weights(kind), x, null, null, output, true);
        recurrence.backward(output, TIME, null, weights(kind), null);
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
