package gradflow.hand;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One time step of each cell, unit by unit. The state is o (SimpleRnn, GRU) or o and then c (LSTM).
 * The parameters stand in one array: W [I, G·H], RW [H, G·H], b [G·H], Rb [G·H] (those that the
 * cell has), each row by row, the gates in the order of {@link Cell#gates()}.
 *
 * @param cell the cell
 * @param activation of the hidden state, or of the candidate
 * @param inputs I
 * @param hidden H
 */
public record HandCell(Cell cell, HiddenActivation activation, int inputs, int hidden) {
    private static final HiddenActivation SIGMA = HiddenActivation.SIGMOID;

    /**
     * The number of states: H, or 2·H with a cell state.
     *
     * @return H or 2·H
     */
    public int states() {
        return cell.shape().stateCount() * hidden;
    }

    /**
     * The parameters' names and shapes [rows, columns], in their order.
     *
     * @return W, RW, b and Rb, where the cell has them, in DL4J's order
     */
    public Map<String, int[]> shapes() {
        int columns = columns();
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("W", new int[] {inputs, columns});
        if (cell.shape().hasRecurrentWeights()) {
            shapes.put("RW", new int[] {hidden, columns});
        }
        shapes.put("b", new int[] {1, columns});
        if (cell.shape().hasRecurrentBias()) {
            shapes.put("Rb", new int[] {1, columns});
        }
        return shapes;
    }

    /**
     * How many numbers all parameters are.
     *
     * @return their number, weights and biases
     */
    public int parameters() {
        return shapes().values().stream().mapToInt(shape -> shape[0] * shape[1]).sum();
    }

    /** The next state. */
    List<Dual> step(List<Dual> state, double[] x, List<Dual> w) {
        return switch (cell) {
            case SIMPLE_RNN -> simpleRnn(state, x, w);
            case LSTM -> lstm(state, x, w);
            case GRU -> gru(state, x, w);
            case MINGRU -> minGru(state, x, w);
            case JANET -> janet(state, x, w);
        };
    }

    /** o_t = f(x_t·W + b + o_{t−1}·RW). */
    private List<Dual> simpleRnn(List<Dual> o, double[] x, List<Dual> w) {
        List<Dual> next = new ArrayList<>();
        for (int j = 0; j < hidden; j++) {
            next.add(sum(0, j, o, x, w).through(activation));
        }
        return next;
    }

    /** c_t = f·c_{t−1} + g·a, o_t = σ(·)·φ(c_t); gates a, f, o, g. */
    private List<Dual> lstm(List<Dual> state, double[] x, List<Dual> w) {
        List<Dual> outputs = new ArrayList<>();
        List<Dual> cells = new ArrayList<>();
        for (int j = 0; j < hidden; j++) {
            Dual candidate = sum(0, j, state, x, w).through(activation);
            Dual forget = sum(1, j, state, x, w).through(SIGMA);
            Dual output = sum(2, j, state, x, w).through(SIGMA);
            Dual input = sum(3, j, state, x, w).through(SIGMA);
            Dual c = forget.times(state.get(hidden + j)).plus(input.times(candidate));
            cells.add(c);
            outputs.add(output.times(c.through(activation)));
        }
        outputs.addAll(cells);
        return outputs;
    }

    /** n = φ(x·W + b + r·(o·RW + Rb)), o_t = n + z·(o_{t−1} − n); gates r, z, n. */
    private List<Dual> gru(List<Dual> o, double[] x, List<Dual> w) {
        List<Dual> next = new ArrayList<>();
        for (int j = 0; j < hidden; j++) {
            Dual reset = fromInput(0, j, x, w).plus(fromState(0, j, o, w)).through(SIGMA);
            Dual update = fromInput(1, j, x, w).plus(fromState(1, j, o, w)).through(SIGMA);
            Dual candidate =
                    fromInput(2, j, x, w)
                            .plus(reset.times(fromState(2, j, o, w)))
                            .through(activation);
            next.add(candidate.plus(update.times(o.get(j).minus(candidate))));
        }
        return next;
    }

    /** n = x·W + b, o_t = o_{t−1} + z·(n − o_{t−1}); gates z, n. */
    private List<Dual> minGru(List<Dual> o, double[] x, List<Dual> w) {
        List<Dual> next = new ArrayList<>();
        for (int j = 0; j < hidden; j++) {
            Dual update = fromInput(0, j, x, w).through(SIGMA);
            Dual candidate = fromInput(1, j, x, w).through(activation);
            next.add(o.get(j).plus(update.times(candidate.minus(o.get(j)))));
        }
        return next;
    }

    /** o_t = σ(s)·o_{t−1} + (1 − σ(s − 1))·n; gates f, n. */
    private List<Dual> janet(List<Dual> o, double[] x, List<Dual> w) {
        Dual one = Dual.constant(1, o.get(0).slopes().length);
        List<Dual> next = new ArrayList<>();
        for (int j = 0; j < hidden; j++) {
            Dual s = sum(0, j, o, x, w);
            Dual candidate = sum(1, j, o, x, w).through(activation);
            Dual write = one.minus(s.minus(one).through(SIGMA));
            next.add(s.through(SIGMA).times(o.get(j)).plus(write.times(candidate)));
        }
        return next;
    }

    private Dual sum(int gate, int unit, List<Dual> o, double[] x, List<Dual> w) {
        return fromInput(gate, unit, x, w).plus(fromState(gate, unit, o, w));
    }

    /** x·W + b. */
    private Dual fromInput(int gate, int unit, double[] x, List<Dual> w) {
        int columns = columns();
        int column = gate * hidden + unit;
        Dual sum = w.get(weightRows() * columns + column);
        for (int i = 0; i < inputs; i++) {
            Dual weight = w.get(i * columns + column);
            sum = sum.plus(weight.times(Dual.constant(x[i], weight.slopes().length)));
        }
        return sum;
    }

    /** o·RW, and + Rb in the GRU. */
    private Dual fromState(int gate, int unit, List<Dual> o, List<Dual> w) {
        int columns = columns();
        int column = gate * hidden + unit;
        Dual sum =
                cell.shape().hasRecurrentBias()
                        ? w.get((inputs + hidden + 1) * columns + column)
                        : Dual.constant(0, o.get(0).slopes().length);
        for (int k = 0; k < hidden; k++) {
            sum = sum.plus(o.get(k).times(w.get((inputs + k) * columns + column)));
        }
        return sum;
    }

    private int columns() {
        return cell.shape().gateCount() * hidden;
    }

    /** Rows of W and, where there is one, RW. */
    private int weightRows() {
        return cell.shape().hasRecurrentWeights() ? inputs + hidden : inputs;
    }
}
