package gradflow.exchange.keras;

import gradflow.exchange.LayerParameters;
import gradflow.exchange.ModelFileException;
import gradflow.exchange.file.Hdf5.Numbers;
import gradflow.kernel.CellShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras's arrays of a recurrent layer: kernel [I, G·H], recurrent_kernel [H, G·H] and bias [G·H],
 * or [2, G·H] where a GRU's reset gate comes after the product, with the gates' blocks of H columns
 * in the order i, f, c, o of an LSTM and z, r, h of a GRU. Keras 1 has an array for each gate, or
 * one for all.
 *
 * @param cell whose arrays they are
 * @param node for messages
 * @param arrays by their simple names
 */
record KerasLayout(KerasCell cell, KerasNode node, Map<String, Numbers> arrays) {
    private static final List<String> OLD_LSTM = List.of("i", "f", "c", "o");
    private static final List<String> OLD_GRU = List.of("z", "r", "h");

    /** Letters of our gates in Keras's order of blocks. */
    private static List<String> order(CellShape cell) {
        return switch (cell) {
            case SIMPLE_RNN -> List.of("h");
            case LSTM -> List.of("i", "f", "g", "o");
            default -> List.of("z", "r", "n");
        };
    }

    /** The parameters, each of the shape that the cell asks for; every array has to be used. */
    LayerParameters parameters() throws ModelFileException {
        Map<String, Numbers> whole = arrays.containsKey("kernel") ? arrays : joined();
        Set<String> left = new HashSet<>(whole.keySet());
        CellShape shape = cell.cell();
        long hidden = cell.units();
        long columns = shape.gateCount() * hidden;
        Numbers kernel = array(whole, left, "kernel");
        long inputs = kernel.shape().size() == 2 ? kernel.shape().get(0) : 1;
        requireShape(kernel, inputs, columns);
        Numbers recurrent = array(whole, left, "recurrent_kernel");
        requireShape(recurrent, hidden, columns);
        double[] bias = new double[(int) columns];
        double[] recurrentBias = new double[(int) columns];
        if (cell.hasBias()) {
            Numbers given = array(whole, left, "bias");
            if (shape == CellShape.GRU) {
                requireShape(given, 2L, columns);
                bias = Arrays.copyOf(given.values(), (int) columns);
                recurrentBias =
                        Arrays.copyOfRange(given.values(), (int) columns, 2 * (int) columns);
            } else {
                requireShape(given, columns);
                bias = given.values();
            }
        }
        if (!left.isEmpty()) {
            throw node.refused("has arrays %s, which it does not need", left);
        }
        return new LayerParameters(
                shape,
                Math.toIntExact(inputs),
                cell.units(),
                ordered(kernel.values()),
                ordered(recurrent.values()),
                ordered(bias),
                shape.hasRecurrentBias() ? ordered(recurrentBias) : null);
    }

    private Numbers array(Map<String, Numbers> whole, Set<String> left, String name)
            throws ModelFileException {
        if (!left.remove(name)) {
            throw node.refused("has no array '%s'", name);
        }
        return whole.get(name);
    }

    private void requireShape(Numbers array, Long... needed) throws ModelFileException {
        if (!array.shape().equals(List.of(needed))) {
            throw node.refused(
                    "array '%s' has shape %s; needs %s",
                    array.path(), array.shape(), List.of(needed));
        }
    }

    /** Rows of Keras's blocks of columns in our order. */
    private double[] ordered(double[] keras) {
        int hidden = cell.units();
        int gates = cell.cell().gateCount();
        int columns = gates * hidden;
        double[] ours = new double[keras.length];
        for (int gate = 0; gate < gates; gate++) {
            int block = order(cell.cell()).indexOf(cell.cell().gates().get(gate).letter());
            for (int row = 0; row < keras.length / columns; row++) {
                System.arraycopy(
                        keras,
                        row * columns + block * hidden,
                        ours,
                        row * columns + gate * hidden,
                        hidden);
            }
        }
        return ours;
    }

    // Keras 1

    private Map<String, Numbers> joined() throws ModelFileException {
        Map<String, Numbers> whole = new HashMap<>();
        Set<String> left = new HashSet<>(arrays.keySet());
        for (Map.Entry<String, String> old :
                Map.of("W", "kernel", "U", "recurrent_kernel", "b", "bias").entrySet()) {
            if (left.remove(old.getKey())) {
                whole.put(old.getValue(), arrays.get(old.getKey()));
            } else {
                whole.put(old.getValue(), joined(old.getKey(), left));
            }
        }
        if (!left.isEmpty()) {
            throw node.refused("has arrays %s, which it does not need", left);
        }
        return whole;
    }

    private Numbers joined(String letter, Set<String> left) throws ModelFileException {
        List<String> gates =
                switch (cell.cell()) {
                    case SIMPLE_RNN -> List.of();
                    case LSTM -> OLD_LSTM;
                    default -> OLD_GRU;
                };
        if (gates.isEmpty()) {
            throw node.refused("has no array '%s'", letter);
        }
        long rows = -1;
        int hidden = cell.units();
        double[] all = null;
        for (int gate = 0; gate < gates.size(); gate++) {
            String name = letter + "_" + gates.get(gate);
            if (!left.remove(name)) {
                throw node.refused("has no array '%s'", name);
            }
            Numbers one = arrays.get(name);
            if (rows < 0) {
                rows = one.shape().size() == 2 ? one.shape().get(0) : 1;
                all = new double[Math.toIntExact(rows) * gates.size() * hidden];
            }
            if (letter.equals("b")) {
                requireShape(one, (long) hidden);
            } else {
                requireShape(one, rows, (long) hidden);
            }
            for (int row = 0; row < rows; row++) {
                int to = (row * gates.size() + gate) * hidden;
                System.arraycopy(one.values(), row * hidden, all, to, hidden);
            }
        }
        long columns = (long) gates.size() * hidden;
        List<Long> shape = letter.equals("b") ? List.of(columns) : List.of(rows, columns);
        return new Numbers(letter, shape, all);
    }
}
