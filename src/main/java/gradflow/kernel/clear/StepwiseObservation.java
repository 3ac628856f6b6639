package gradflow.kernel.clear;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Collects what a backward pass computes at each time step, for an observer. */
final class StepwiseObservation {
    private final INDArray x;
    private final long batchSize;
    private final Weights weights;
    private INDArray hidden;
    private INDArray cell;
    private INDArray preActivation;
    private INDArray inputProduct;
    private INDArray recurrentTerm;
    private INDArray recurrentProduct;
    private INDArray previousHidden;
    private INDArray candidateOperand;
    private INDArray keep;
    private INDArray gain;

    StepwiseObservation(INDArray x, Weights weights) {
        this.x = x;
        batchSize = x.size(1);
        this.weights = weights;
    }

    void record(
            int t, INDArray dh, INDArray previous, StepCell.Step step, StepCell.StepGradient g) {
        hidden = put(hidden, t, dh);
        previousHidden = put(previousHidden, t, previous);
        candidateOperand = put(candidateOperand, t, step.candidateOperand());
        keep = put(keep, t, step.keep());
        cell = put(cell, t, g.cell());
        preActivation = put(preActivation, t, g.preActivation());
        inputProduct =
                g.inputProduct() == g.preActivation()
                        ? preActivation
                        : put(inputProduct, t, g.inputProduct());
        recurrentTerm =
                g.recurrentTerm() == g.preActivation()
                        ? preActivation
                        : put(recurrentTerm, t, g.recurrentTerm());
        recurrentProduct =
                g.recurrentProduct() == g.recurrentTerm()
                        ? recurrentTerm
                        : put(recurrentProduct, t, g.recurrentProduct());
        if (g.gain() != null) {
            gain = gain == null ? Nd4j.zeros(x.dataType(), x.size(0), g.gain().length()) : gain;
            TimeStep.of(gain, t).assign(g.gain().reshape(g.gain().length()));
        }
    }

    TimeStepGradients gradients() {
        return new TimeStepGradients(
                weights.cell(),
                hidden,
                cell,
                preActivation,
                inputProduct,
                recurrentTerm,
                recurrentProduct,
                x,
                previousHidden,
                candidateOperand,
                keep,
                gain);
    }

    private INDArray put(INDArray sequence, int t, INDArray step) {
        if (step == null) {
            return null;
        }
        INDArray into =
                sequence == null
                        ? Nd4j.zeros(weights.input().dataType(), x.size(0), batchSize, step.size(1))
                        : sequence;
        TimeStep.of(into, t).assign(step);
        return into;
    }
}
