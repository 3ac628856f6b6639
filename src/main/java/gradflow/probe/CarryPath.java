package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Takes the path along the kept state apart from all others. With the keep gate k (the LSTM's
 * forget gate f in c_t = f⊙c_{t−1} + …, the GRU's update gate z in h_t = z⊙h_{t−1} + …) and the
 * loss at step T, its gradient at t is ∂L/∂s_T ⊙ k_T ⊙ … ⊙ k_{t+1}. Gates are sigmoids.
 */
final class CarryPath {
    private static final int LSTM_GATES = 4;
    private static final int FORGET = 1;
    private static final int GRU_GATES = 3;
    private static final int UPDATE = 1;

    private CarryPath() {}

    /** The rows by time step; none for a cell without gates. */
    static List<PathRow> rows(String runId, int iteration, Layer layer, TimeStepGradients g) {
        INDArray recurrent = layer.getParam("RW");
        int gates = (int) (recurrent.size(1) / recurrent.size(0));
        if (gates != LSTM_GATES && gates != GRU_GATES) {
            return List.of();
        }
        int keep = gates == LSTM_GATES ? FORGET : UPDATE;
        INDArray total = gates == LSTM_GATES ? g.cell() : g.hidden();
        int steps = g.timeSteps();
        INDArray product = total.slice(0).like().assign(1);
        INDArray last = total.slice(steps - 1);
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
                            meanL2(total.slice(t)),
                            meanL2(total.slice(t).sub(carried))));
            product.muli(gate(layer, g, t, keep));
        }
        return rows;
    }

    /** σ(x_t·W + b + h_{t−1}·U (+ c)) of one gate [B, H]. */
    private static INDArray gate(Layer layer, TimeStepGradients g, int t, int gate) {
        INDArray pre =
                g.input()
                        .slice(t)
                        .mmul(block(layer.getParam("W"), gate, g))
                        .addi(
                                g.previousHidden()
                                        .slice(t)
                                        .mmul(block(layer.getParam("RW"), gate, g)));
        pre.addiRowVector(row(layer.getParam("b"), gate, g));
        if (layer.paramTable().containsKey("Rb")) {
            pre.addiRowVector(row(layer.getParam("Rb"), gate, g));
        }
        return Transforms.sigmoid(pre, false);
    }

    private static INDArray block(INDArray matrix, int gate, TimeStepGradients g) {
        long size = g.hidden().size(2);
        return matrix.get(
                NDArrayIndex.all(), NDArrayIndex.interval(gate * size, (gate + 1) * size));
    }

    private static INDArray row(INDArray vector, int gate, TimeStepGradients g) {
        return block(vector.reshape(1, vector.length()), gate, g);
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
