package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.stats.L2;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the path along the kept state apart from all others. With the gate k that keeps the state,
 * in s_t = k_t⊙s_{t−1} + … with s = c where there is one, else h, and the loss at step T, its
 * gradient at t is ∂L/∂s_T ⊙ k_T ⊙ … ⊙ k_{t+1}. The kernel hands the values of k over.
 */
final class CarryPath {
    private CarryPath() {}

    /** The rows by time step; none for a cell without gates. */
    static List<PathRow> rows(String runId, int iteration, Layer layer, TimeStepGradients g) {
        if (g.keep() == null) {
            return List.of();
        }
        INDArray state = g.shape().hasCellState() ? g.cell() : g.hidden();
        double[] total = Norms.values(state);
        double[] keep = Norms.values(g.keep());
        int steps = g.timeSteps();
        int hidden = (int) state.size(2);
        int size = total.length / steps;
        double[] product = new double[size];
        Arrays.fill(product, 1);
        PathRow[] rows = new PathRow[steps];
        for (int t = steps - 1; t >= 0; t--) {
            double[] now = Arrays.copyOfRange(total, t * size, (t + 1) * size);
            double[] carried = new double[size];
            double[] others = new double[size];
            for (int i = 0; i < size; i++) {
                carried[i] = total[(steps - 1) * size + i] * product[i];
                others[i] = now[i] - carried[i];
            }
            rows[t] =
                    new PathRow(
                            runId,
                            iteration,
                            layer.getIndex(),
                            t + 1,
                            steps - 1 - t,
                            mean(product),
                            meanL2(carried, hidden),
                            meanL2(now, hidden),
                            meanL2(others, hidden));
            for (int i = 0; i < size; i++) {
                product[i] *= keep[t * size + i];
            }
        }
        return List.of(rows);
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The mean over the examples, each with so many values. */
    private static double meanL2(double[] values, int size) {
        double sum = 0;
        for (int from = 0; from < values.length; from += size) {
            sum += L2.of(values, from, from + size);
        }
        return sum / ((double) values.length / size);
    }
}
