package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import java.util.ArrayList;
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
        INDArray total = g.shape().hasCellState() ? g.cell() : g.hidden();
        int steps = g.timeSteps();
        INDArray product = TimeStep.of(total, 0).like().assign(1);
        INDArray last = TimeStep.of(total, steps - 1);
        List<PathRow> rows = new ArrayList<>();
        for (int t = steps - 1; t >= 0; t--) {
            INDArray carried = last.mul(product);
            rows.add(
                    0,
                    new PathRow(
                            runId,
                            iteration,
                            layer.getIndex(),
                            t + 1,
                            steps - 1 - t,
                            product.meanNumber().doubleValue(),
                            meanL2(carried),
                            meanL2(TimeStep.of(total, t)),
                            meanL2(TimeStep.of(total, t).sub(carried))));
            product.muli(TimeStep.of(g.keep(), t));
        }
        return rows;
    }

    private static double meanL2(INDArray rows) {
        double[] values = Norms.values(rows);
        int batch = (int) rows.size(0);
        int size = (int) rows.size(1);
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            sum += Norms.l2(values, b * size, (b + 1) * size);
        }
        return sum / batch;
    }
}
