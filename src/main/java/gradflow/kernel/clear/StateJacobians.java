package gradflow.kernel.clear;

import gradflow.kernel.Blocks;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Jacobian of every single step: ∂s_t/∂s_{t−1} with the state s = h, or (h, c) where the cell
 * has a c. Each row is one step back from a unit vector, in the precision of the weights.
 */
public final class StateJacobians {
    private final Function<INDArray[], double[][][]> walk;
    private final Weights weights;

    /** The Jacobians of one cell with these weights. */
    public StateJacobians(StepCell<?> cell, Weights weights) {
        this.weights = weights;
        walk = inputs -> walk(cell, inputs);
    }

    /**
     * Along the path that the state takes from zero.
     *
     * @param inputs x_t of every step [1, I]
     * @return by step, ∂s_t/∂s_{t−1} [S][S]: row i is the gradient of s_t's component i
     */
    public double[][][] along(INDArray... inputs) {
        return walk.apply(inputs);
    }

    private <S extends StepCell.Step> double[][][] walk(StepCell<S> cell, INDArray[] inputs) {
        int hidden = weights.hiddenSize();
        int size = cell.shape().hasCellState() ? 2 * hidden : hidden;
        INDArray units = Nd4j.eye(size).castTo(weights.input().dataType());
        State unit = state(cell, units);
        // Every row of the batch is the same example; only the gradients differ.
        State current = state(cell, units.like().assign(0));
        double[][][] jacobians = new double[inputs.length][][];
        for (int t = 0; t < inputs.length; t++) {
            INDArray product = inputs[t].mmul(weights.input()).repeat(0, size);
            S step = cell.forward(product, current, weights);
            State back = cell.backward(step, current, unit, weights).previous();
            jacobians[t] =
                    back.cell() == null
                            ? back.hidden().toDoubleMatrix()
                            : Nd4j.concat(1, back.hidden(), back.cell()).toDoubleMatrix();
            current = step.next();
        }
        return jacobians;
    }

    private static State state(StepCell<?> cell, INDArray rows) {
        return cell.shape().hasCellState()
                ? new State(
                        Blocks.block(rows, 0, 1, 2).dup('c'), Blocks.block(rows, 1, 1, 2).dup('c'))
                : new State(rows.dup('c'), null);
    }
}
