package gradflow.exchange.torch;

import gradflow.exchange.LayerParameters;
import gradflow.kernel.CellShape;
import java.util.List;

/**
 * PyTorch's arrays of one direction of a layer: weight_ih [G·H, I], weight_hh [G·H, H], bias_ih and
 * bias_hh [G·H], with blocks of H rows in PyTorch's order of gates: i, f, g, o in an LSTM and r, z,
 * n in a GRU.
 *
 * @param weightIh of the input
 * @param weightHh of the hidden state
 * @param biasIh null for {@code bias=False}
 * @param biasHh null for {@code bias=False}
 */
@SuppressWarnings("ArrayRecordComponent") // large, and handed on within the room
public record TorchLayout(double[] weightIh, double[] weightHh, double[] biasIh, double[] biasHh) {

    /** The cell of a module whose weight_hh has this many blocks of H rows, or null. */
    static CellShape cell(long gates) {
        return switch ((int) Math.min(gates, 5)) {
            case 1 -> CellShape.SIMPLE_RNN;
            case 3 -> CellShape.GRU;
            case 4 -> CellShape.LSTM;
            default -> null;
        };
    }

    /** PyTorch's name of a module with this cell. */
    static String moduleName(CellShape cell) {
        return switch (cell) {
            case SIMPLE_RNN -> "nn.RNN";
            case LSTM -> "nn.LSTM";
            case GRU -> "nn.GRU";
            default -> throw new IllegalArgumentException(cell + " is not in PyTorch");
        };
    }

    private static List<String> order(CellShape cell) {
        return switch (cell) {
            case SIMPLE_RNN -> List.of("h");
            case LSTM -> List.of("i", "f", "g", "o");
            case GRU -> List.of("r", "z", "n");
            default -> throw new IllegalArgumentException(cell + " is not in PyTorch");
        };
    }

    /**
     * As a layer of ours takes them; where it has one bias, that is the sum of both.
     *
     * @return matrices in our order of gates, one column for each unit of each gate
     */
    public LayerParameters parameters(CellShape cell, int inputSize, int hiddenSize) {
        int[] rows = rows(cell, hiddenSize);
        double[] ih = biasIh == null ? new double[rows.length] : biasIh;
        double[] hh = biasHh == null ? new double[rows.length] : biasHh;
        double[] bias = new double[rows.length];
        double[] recurrentBias = new double[rows.length];
        for (int j = 0; j < rows.length; j++) {
            int row = rows[j];
            boolean both = cell.hasRecurrentBias();
            // x + 0 would make 0 of -0.
            bias[j] = both || hh[row] == 0 ? ih[row] : ih[row] + hh[row];
            recurrentBias[j] = hh[row];
        }
        return new LayerParameters(
                cell,
                inputSize,
                hiddenSize,
                columns(weightIh, rows, inputSize),
                columns(weightHh, rows, hiddenSize),
                bias,
                cell.hasRecurrentBias() ? recurrentBias : null);
    }

    /** As PyTorch takes them; where ours has one bias, it is bias_ih beside a bias_hh of zeros. */
    static TorchLayout of(LayerParameters ours) {
        int[] rows = rows(ours.cell(), ours.hiddenSize());
        double[] biasIh = new double[rows.length];
        double[] biasHh = new double[rows.length];
        for (int j = 0; j < rows.length; j++) {
            biasIh[rows[j]] = ours.bias()[j];
            biasHh[rows[j]] = ours.recurrentBias() == null ? 0 : ours.recurrentBias()[j];
        }
        return new TorchLayout(
                rows(ours.inputWeights(), rows, ours.inputSize()),
                rows(ours.recurrentWeights(), rows, ours.hiddenSize()),
                biasIh,
                biasHh);
    }

    /** PyTorch's row of each of our columns. */
    private static int[] rows(CellShape cell, int hiddenSize) {
        int[] rows = new int[cell.gateCount() * hiddenSize];
        for (int gate = 0; gate < cell.gateCount(); gate++) {
            int block = order(cell).indexOf(cell.gates().get(gate).letter());
            for (int unit = 0; unit < hiddenSize; unit++) {
                rows[gate * hiddenSize + unit] = block * hiddenSize + unit;
            }
        }
        return rows;
    }

    private static double[] columns(double[] torch, int[] rows, int size) {
        double[] ours = new double[torch.length];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < rows.length; j++) {
                ours[i * rows.length + j] = torch[rows[j] * size + i];
            }
        }
        return ours;
    }

    private static double[] rows(double[] ours, int[] rows, int size) {
        double[] torch = new double[ours.length];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < rows.length; j++) {
                torch[rows[j] * size + i] = ours[i * rows.length + j];
            }
        }
        return torch;
    }
}
