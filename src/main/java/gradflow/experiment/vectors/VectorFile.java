package gradflow.experiment.vectors;

import gradflow.kernel.CellShape;
import gradflow.mistake.UserMistake;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reference vectors of one recurrence in double precision: parameters, inputs, and what another
 * framework made of them. Parameters and their gradients are named and laid out as in PyTorch: W_ih
 * [G·H, I], W_hh [G·H, H], b_ih and b_hh [G·H].
 *
 * @param gateOrder the gates' letters in the order of the parameters' blocks of H rows
 * @param segmentLengths lengths of the segments of truncated BPTT, adding up to T
 * @param parameters those of W_ih, W_hh, b_ih and b_hh that the cell and the file have
 * @param x inputs [B, T, I]
 * @param h0 initial hidden state [B, H], or null for zeros
 * @param c0 initial cell state [B, H], or null for zeros
 * @param lossWeights w [B, T, H] of the loss Σ w⊙h
 * @param h hidden states [B, T, H]
 * @param cLast last cell state [B, H], or null if not given
 * @param gradParameters for each segment, the gradient of each parameter, summed over the batch
 * @param gradX ∂L/∂x [B, T, I]
 * @param gradH ∂L/∂h_t through the output and the later steps of its segment [B, T, H]
 */
record VectorFile(
        VectorCell cell,
        List<String> gateOrder,
        List<Integer> segmentLengths,
        Map<String, INDArray> parameters,
        INDArray x,
        INDArray h0,
        INDArray c0,
        INDArray lossWeights,
        INDArray h,
        INDArray cLast,
        List<Map<String, INDArray>> gradParameters,
        INDArray gradX,
        INDArray gradH) {

    /**
     * Reads and validates a file.
     *
     * @throws UserMistake if it is not of the format; the message does not name the file
     */
    static VectorFile read(Path file) {
        VectorFields fields = VectorFields.read(file);
        VectorCell cell = VectorCell.named(fields.text("cell"));
        long batch = fields.count("batch");
        long time = fields.count("time_steps");
        long inputs = fields.count("input_size");
        long hidden = fields.count("hidden_size");
        List<Integer> segments = segments(fields, time);
        List<String> gateOrder = gateOrder(fields, cell);
        Map<String, long[]> shapes = shapes(fields.object("params"), inputs, hidden, cell.shape());
        if (!cell.shape().hasCellState() && (fields.has("c0") || fields.has("c_last"))) {
            throw new UserMistake(
                    "c0 or c_last is given, but %s has no cell state; needs null"
                            .formatted(cell.fileName()));
        }
        return new VectorFile(
                cell,
                gateOrder,
                segments,
                parameters(fields.object("params"), shapes),
                fields.numbers("x", batch, time, inputs),
                optional(fields, "h0", batch, hidden),
                optional(fields, "c0", batch, hidden),
                fields.numbers("loss_weights", batch, time, hidden),
                fields.numbers("h", batch, time, hidden),
                optional(fields, "c_last", batch, hidden),
                Arrays.stream(fields.objects("grad_params_per_segment", segments.size()))
                        .map(gradients -> parameters(gradients, shapes))
                        .toList(),
                fields.numbers("grad_x", batch, time, inputs),
                fields.numbers("grad_h", batch, time, hidden));
    }

    private static List<Integer> segments(VectorFields fields, long time) {
        List<Integer> segments = fields.counts("segment_lengths");
        long sum = segments.stream().mapToLong(Integer::longValue).sum();
        if (sum != time) {
            throw new UserMistake(
                    "segment_lengths %s add up to %d; needs time_steps = %d"
                            .formatted(segments, sum, time));
        }
        return segments;
    }

    private static List<String> gateOrder(VectorFields fields, VectorCell cell) {
        String text = fields.text("gate_order");
        List<String> order = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (!order.stream().sorted().toList().equals(cell.gates().stream().sorted().toList())) {
            throw new UserMistake(
                    "gate_order is \"%s\"; needs %s in any order"
                            .formatted(text, String.join(",", cell.gates())));
        }
        return order;
    }

    private static Map<String, long[]> shapes(
            VectorFields params, long inputs, long hidden, CellShape cell) {
        long gates = cell.gateCount();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("W_ih", new long[] {gates * hidden, inputs});
        if (cell.hasRecurrentWeights()) {
            shapes.put("W_hh", new long[] {gates * hidden, hidden});
        }
        List<String> absent = cell.hasRecurrentWeights() ? List.of() : List.of("W_hh", "b_hh");
        for (String name : absent) {
            if (params.has(name)) {
                throw new UserMistake(
                        "params.%s is given, but the cell has no recurrent weights; needs null"
                                .formatted(name));
            }
        }
        for (String bias : List.of("b_ih", "b_hh")) {
            if (params.has(bias)) {
                shapes.put(bias, new long[] {gates * hidden});
            }
        }
        return shapes;
    }

    private static Map<String, INDArray> parameters(
            VectorFields fields, Map<String, long[]> shapes) {
        Map<String, INDArray> parameters = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> parameters.put(name, fields.numbers(name, shape)));
        return parameters;
    }

    private static INDArray optional(VectorFields fields, String name, long... shape) {
        return fields.has(name) ? fields.numbers(name, shape) : null;
    }
}
