package gradflow.kernel.clear;

import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One recurrent cell: one time step forward, one step back.
 *
 * @param <S> what the step forward remembers for the step back
 */
public interface StepCell<S extends StepCell.Step> {

    /** A step that was made. */
    interface Step {
        /**
         * The state after the step, before any mask.
         *
         * @return h_t, and c_t of a cell that has one, [B, H] each
         */
        State next();

        /**
         * The value of the gate that keeps the state [B, H], or null for a cell without gates.
         *
         * @return k_t, 0 … 1 with the usual gates
         */
        default INDArray keep() {
            return null;
        }

        /**
         * What multiplied the last gate's columns of U if it was not h_{t−1}; else null.
         *
         * @return [B, H]
         */
        default INDArray candidateOperand() {
            return null;
        }
    }

    /**
     * What a step back yields, each [B, ·] and not summed over the batch; the names are those of
     * {@link TimeStepGradients}.
     *
     * @param recurrentTerm as {@link TimeStepGradients#recurrentTerm}
     * @param cell ∂L/∂c_t in full, through h_t and through the next step, or null
     * @param gain ∂L/∂gain summed over the batch [1, 2·G·H], or null
     * @param previous ∂L/∂(h_{t−1}, c_{t−1})
     */
    record StepGradient(
            INDArray preActivation,
            INDArray inputProduct,
            INDArray recurrentTerm,
            INDArray recurrentProduct,
            INDArray cell,
            INDArray gain,
            State previous) {}

    /**
     * What the cell is made of.
     *
     * @return the cell's declaration
     */
    CellShape shape();

    /**
     * Makes one step.
     *
     * @param inputProduct x_t·W [B, G·H]
     * @param previous (h_{t−1}, c_{t−1})
     * @return the step, with what {@link #backward} needs of it
     */
    S forward(INDArray inputProduct, State previous, Weights weights);

    /**
     * Goes one step back.
     *
     * @param gradient ∂L/∂h_t through output and next step, and ∂L/∂c_t through the next step
     * @return gradients of pre-activations and of the state before the step
     */
    StepGradient backward(S step, State previous, State gradient, Weights weights);
}
