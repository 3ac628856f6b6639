package gradflow.estimator;

import java.util.ArrayList;
import java.util.List;

/** Steps that were made and may be gone back over: what every backpropagation has in common. */
final class BackwardWindow {
    private final EstimatedNetwork network;
    private final CellStep cell;
    private final OutputStep output;
    private final List<Made> made = new ArrayList<>();
    private double[] state;

    /** A step: x_t, s_{t−1}, what came of them, and y_t or null. */
    private static final class Made {
        private final double[] x;
        private final double[] last;
        private final Slopes slopes;
        private final double[] label;

        Made(double[] x, double[] last, Slopes slopes, double... label) {
            this.x = x;
            this.last = last;
            this.slopes = slopes;
            this.label = label;
        }
    }

    BackwardWindow(EstimatedNetwork network) {
        this.network = network;
        cell = network.cell();
        output = network.output();
        start();
    }

    void start() {
        made.clear();
        state = new double[network.layout().states()];
    }

    /** Makes a step forward and keeps it. */
    void step(double[] w, double[] x, double[] label) {
        Slopes slopes = cell.forward(w, x, state);
        made.add(new Made(x, state, slopes, label));
        state = slopes.next;
    }

    int length() {
        return made.size();
    }

    /**
     * Goes back over all steps that are kept, and forgets them; the state stays.
     *
     * @param weights what the gradient is multiplied by when it goes from a step to the one before,
     *     by the index of the earlier one
     */
    void back(double[] w, double[] gradient, Weights weights) {
        double[] carried = new double[network.layout().states()];
        for (int t = made.size() - 1; t >= 0; t--) {
            Made step = made.get(t);
            if (step.label != null) {
                double[] own = output.back(w, step.slopes.next, step.label, gradient);
                for (int i = 0; i < own.length; i++) {
                    carried[i] += own[i];
                }
            }
            cell.addParameters(step.slopes, step.x, step.last, carried, gradient);
            carried = t == 0 ? carried : cell.back(step.slopes, w, carried);
            double weight = t == 0 ? 1 : weights.of(t - 1);
            for (int i = 0; i < carried.length && weight != 1; i++) {
                carried[i] *= weight;
            }
        }
        made.clear();
    }

    /** States and gates of so many steps, and the state before them. */
    long keptNumbers(int steps) {
        ParameterLayout layout = network.layout();
        return (long) steps * (layout.states() + layout.columns()) + layout.states();
    }

    /** What weighs the way back at a step. */
    interface Weights {
        double of(int step);
    }
}
