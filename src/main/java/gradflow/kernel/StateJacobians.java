package gradflow.kernel;

import java.util.function.Function;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Jacobian of every single step: ∂s_t/∂s_{t−1} with the state s = h, or (h, c) where the cell
 * has a c. Each row is one step back from a unit vector, in the precision of the weights.
 */
public final class StateJacobians {
    private final Function<INDArray[], double[][][]> walk;
    private final Weights weights;

    private StateJacobians(Cell<?> cell, Weights weights) {
        this.weights = weights;
        walk = inputs -> walk(cell, inputs);
    }

    /** Of Elman's recurrence; here and below normalised if {@code weights} has gains. */
    public static StateJacobians simpleRnn(IActivation activation, Weights weights) {
        return simpleRnn(activation, Leak.NONE, weights);
    }

    /** Of Elman's recurrence with a leak. */
    public static StateJacobians simpleRnn(IActivation activation, Leak leak, Weights weights) {
        return new StateJacobians(new SimpleRnnCell(activation, leak, terms(weights)), weights);
    }

    /** Of long short-term memory. */
    public static StateJacobians lstm(IActivation activation, Weights weights) {
        return new StateJacobians(
                new LstmCell(activation, new ActivationSigmoid(), terms(weights)), weights);
    }

    /** Of the gated recurrent unit with the reset gate after the product. */
    public static StateJacobians gru(IActivation activation, Weights weights) {
        return new StateJacobians(
                new GruCell(activation, new ActivationSigmoid(), terms(weights)), weights);
    }

    private static Terms terms(Weights weights) {
        return Terms.normalized(weights.gain() != null);
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

    private <S extends Cell.Step> double[][][] walk(Cell<S> cell, INDArray[] inputs) {
        int hidden = weights.hiddenSize();
        int size = cell.hasCellState() ? 2 * hidden : hidden;
        INDArray units = Nd4j.eye(size).castTo(weights.recurrent().dataType());
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

    private static State state(Cell<?> cell, INDArray rows) {
        return cell.hasCellState()
                ? new State(
                        Blocks.block(rows, 0, 1, 2).dup('c'), Blocks.block(rows, 1, 1, 2).dup('c'))
                : new State(rows.dup('c'), null);
    }
}
