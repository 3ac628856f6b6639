package gradflow.kernel.cells;

import gradflow.kernel.Blocks;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Jacobian of every single step: ∂s_t/∂s_{t−1} with the state s = h, or (h, c) where the cell
 * has a c. Each row is one step back from a unit vector, in the precision of the weights.
 */
public final class StateJacobians {
    private final Recurrence recurrence;
    private final Weights weights;

    /** The Jacobians of one cell with these weights. */
    public StateJacobians(Recurrence recurrence, Weights weights) {
        this.recurrence = recurrence;
        this.weights = weights;
    }

    /**
     * Along the path that the state takes from zero.
     *
     * @param inputs x_t of every step [1, I]
     * @return by step, ∂s_t/∂s_{t−1} [S][S]: row i is the gradient of s_t's component i
     */
    public double[][][] along(INDArray... inputs) {
        int hidden = weights.hiddenSize();
        int size = weights.cell().hasCellState() ? 2 * hidden : hidden;
        DataType type = weights.input().dataType();
        State unit = state(Nd4j.eye(size).castTo(type));
        // Every row of the batch is the same example; only the gradients differ.
        State current = state(Nd4j.zeros(type, size, size));
        INDArray output = Nd4j.zeros(type, 1, size, hidden);
        double[][][] jacobians = new double[inputs.length][][];
        for (int t = 0; t < inputs.length; t++) {
            INDArray x = inputs[t].castTo(type).repeat(0, size);
            INDArray step = x.reshape(1, size, x.size(1));
            State next = recurrence.forward(weights, step, current, null, output, true);
            State back = recurrence.pullBack(unit);
            jacobians[t] =
                    back.cell() == null
                            ? back.hidden().toDoubleMatrix()
                            : Nd4j.concat(1, back.hidden(), back.cell()).toDoubleMatrix();
            current = next;
        }
        return jacobians;
    }

    private State state(INDArray rows) {
        return weights.cell().hasCellState()
                ? new State(
                        Blocks.block(rows, 0, 1, 2).dup('c'), Blocks.block(rows, 1, 1, 2).dup('c'))
                : new State(rows.dup('c'), null);
    }
}
