package gradflow.kernel.clear;

import gradflow.kernel.Blocks;
import gradflow.kernel.TimeStep;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds up the gradients of the parameters over the time steps, and writes those of the inputs. */
final class StepwiseSums {
    private final Weights sums;
    private final INDArray gradInput;
    private final INDArray inputWeightsTransposed;

    /** Sets all sums and all of {@code gradInput} [T, B, I], unless it is null, to zero. */
    StepwiseSums(Weights sums, INDArray gradInput, Weights weights) {
        this.sums = sums;
        this.gradInput = gradInput;
        inputWeightsTransposed = weights.input().transpose();
        if (gradInput != null) {
            gradInput.assign(0);
        }
        sums.input().assign(0);
        if (sums.recurrent() != null) {
            sums.recurrent().assign(0);
        }
        sums.bias().assign(0);
        if (sums.recurrentBias() != null) {
            sums.recurrentBias().assign(0);
        }
        if (sums.gain() != null) {
            sums.gain().assign(0);
        }
    }

    void add(
            int t,
            INDArray x,
            INDArray hidden,
            INDArray candidateOperand,
            StepCell.StepGradient g) {
        if (gradInput != null) {
            TimeStep.of(gradInput, t).assign(g.inputProduct().mmul(inputWeightsTransposed));
        }
        sums.input().addi(x.transpose().mmul(g.inputProduct()));
        if (sums.recurrent() != null) {
            addRecurrent(hidden, candidateOperand, g.recurrentProduct());
        }
        addVector(sums.bias(), g.preActivation().sum(0));
        if (sums.recurrentBias() != null) {
            addVector(sums.recurrentBias(), g.recurrentTerm().sum(0));
        }
        if (sums.gain() != null) {
            addVector(sums.gain(), g.gain());
        }
    }

    private void addRecurrent(INDArray hidden, INDArray candidateOperand, INDArray product) {
        if (candidateOperand == null) {
            sums.recurrent().addi(hidden.transpose().mmul(product));
            return;
        }
        int gates = sums.gateCount();
        INDArray others = Blocks.block(product, 0, gates - 1, gates);
        INDArray candidate = Blocks.block(product, gates - 1, 1, gates);
        Blocks.block(sums.recurrent(), 0, gates - 1, gates).addi(hidden.transpose().mmul(others));
        Blocks.block(sums.recurrent(), gates - 1, 1, gates)
                .addi(candidateOperand.transpose().mmul(candidate));
    }

    private static void addVector(INDArray sum, INDArray share) {
        sum.addi(share.reshape(sum.shape()));
    }
}
