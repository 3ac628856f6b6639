package gradflow.kernel.fused;

import static gradflow.kernel.fused.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import gradflow.kernel.twin.Form;
import gradflow.kernel.twin.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** PyTorch's outputs and gradients, segment by segment with the state carried over. */
class KernelVectorsTest {
    private DataType type;

    private static final Map<String, Kind> KINDS =
            Map.of(
                    "rnn_tanh", Kind.RNN_TANH,
                    "rnn_sigmoid", Kind.RNN_SIGMOID,
                    "rnn_relu", Kind.RNN_RELU,
                    "lstm", Kind.LSTM,
                    "gru", Kind.GRU,
                    "gru_reset_before", Kind.GRU_RESET_BEFORE,
                    "mingru", Kind.MINGRU,
                    "janet", Kind.JANET);

    /** PyTorch's i, f, g, o at the places of candidate, forget, output, input gate. */
    private static final int[] LSTM_ORDER = {2, 1, 3, 0};

    static List<Arguments> filesAndForms() throws IOException {
        return files().stream()
                .flatMap(
                        file ->
                                Stream.of(
                                                Form.FAST_FLOAT,
                                                Form.FAST_DOUBLE,
                                                Form.PORTABLE_FLOAT,
                                                Form.PORTABLE_DOUBLE)
                                        .map(form -> Arguments.of(file, form)))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("data/reference-vectors"))) {
            List<Path> files = found.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            assertThat(files).hasSize(16);
            return files;
        }
    }

    @ParameterizedTest
    @MethodSource("filesAndForms")
    void agreesWithPyTorch(Path file, Form form) throws IOException {
        type = form.dataType();
        JsonNode vectors = new ObjectMapper().readTree(file.toFile());
        Kind kind = KINDS.get(vectors.get("cell").asText());
        Recurrence recurrence = kind.recurrence(form);
        Weights weights = weights(kind, vectors.get("params"));
        State state = state(vectors);
        List<INDArray> gradInputs = new ArrayList<>();
        List<INDArray> hiddenGradients = new ArrayList<>();
        int start = 0;
        for (int segment = 0; segment < vectors.get("segment_lengths").size(); segment++) {
            int steps = vectors.get("segment_lengths").get(segment).asInt();
            var part = NDArrayIndex.interval(start, start + steps);
            INDArray x = timeMajor(vectors.get("x")).get(part);
            INDArray wanted = timeMajor(vectors.get("h")).get(part).dup('c');
            INDArray output = wanted.like();
            state = recurrence.forward(weights, x, state, null, output, true);
            assertClose(output, wanted.castTo(DataType.DOUBLE), "h");
            Weights gradients = weights(kind, vectors.get("params"));
            INDArray gradInput = Nd4j.zeros(type, x.shape());
            recurrence.backward(
                    timeMajor(vectors.get("loss_weights")).get(part),
                    steps,
                    gradInput,
                    gradients,
                    observed -> hiddenGradients.add(observed.hidden().dup()));
            assertGradients(gradients, kind, vectors.get("grad_params_per_segment").get(segment));
            gradInputs.add(gradInput);
            start += steps;
        }
        assertClose(Nd4j.concat(0, gradInputs.toArray(INDArray[]::new)), grad(vectors, "x"), "x");
        assertClose(
                Nd4j.concat(0, hiddenGradients.toArray(INDArray[]::new)), grad(vectors, "h"), "h");
        if (kind == Kind.LSTM) {
            assertClose(state.cell(), array(vectors.get("c_last")), "c");
        }
    }

    private INDArray grad(JsonNode vectors, String name) {
        return timeMajor(vectors.get("grad_" + name)).castTo(DataType.DOUBLE);
    }

    private void assertGradients(Weights found, Kind kind, JsonNode wanted) {
        // Summed over both biases in one, each of them has PyTorch's gradient.
        assertClose(found.input(), columns(kind, wanted.get("W_ih")), "W");
        if (found.recurrent() == null) {
            assertClose(found.bias(), columns(kind, wanted.get("b_ih")), "b");
            return;
        }
        assertClose(found.recurrent(), columns(kind, wanted.get("W_hh")), "U");
        assertClose(found.bias(), columns(kind, wanted.get("b_ih")), "b");
        if (kind.hasRecurrentBias()) {
            assertClose(found.recurrentBias(), columns(kind, wanted.get("b_hh")), "c");
        }
    }

    private Weights weights(Kind kind, JsonNode params) {
        INDArray bias = columns(kind, params.get("b_ih"));
        if (!kind.shape().hasRecurrentWeights()) {
            INDArray input = columns(kind, params.get("W_ih"));
            return new Weights(kind.shape(), input, null, bias, null, null);
        }
        INDArray recurrentBias = columns(kind, params.get("b_hh"));
        boolean two = kind.hasRecurrentBias();
        return new Weights(
                kind.shape(),
                columns(kind, params.get("W_ih")),
                columns(kind, params.get("W_hh")),
                two ? bias : bias.add(recurrentBias),
                two ? recurrentBias : null,
                null);
    }

    /** From PyTorch's rows [G·H, size] to columns [size, G·H]; a vector becomes one row. */
    private INDArray columns(Kind kind, JsonNode node) {
        INDArray rows = array(node);
        rows = rows.rank() == 1 ? rows.reshape(-1, 1) : rows;
        if (kind == Kind.LSTM) {
            long hidden = rows.size(0) / 4;
            INDArray[] blocks = new INDArray[4];
            for (int i = 0; i < 4; i++) {
                long from = LSTM_ORDER[i] * hidden;
                blocks[i] = rows.get(NDArrayIndex.interval(from, from + hidden));
            }
            rows = Nd4j.concat(0, blocks);
        }
        return rows.transpose().dup('f');
    }

    private State state(JsonNode vectors) {
        INDArray cell = vectors.get("c0").isNull() ? null : array(vectors.get("c0"));
        return new State(array(vectors.get("h0")), cell);
    }

    private INDArray timeMajor(JsonNode node) {
        return array(node).permute(1, 0, 2);
    }

    private INDArray array(JsonNode node) {
        List<Double> values = new ArrayList<>();
        List<Long> shape = new ArrayList<>();
        for (JsonNode level = node; level.isArray(); level = level.get(0)) {
            shape.add((long) level.size());
        }
        collect(node, values);
        double[] flat = values.stream().mapToDouble(v -> v).toArray();
        long[] sizes = shape.stream().mapToLong(v -> v).toArray();
        return Nd4j.createFromArray(flat).reshape('c', sizes).castTo(type);
    }

    private static void collect(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, into));
        } else {
            into.add(node.asDouble());
        }
    }
}
