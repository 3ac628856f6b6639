package gradflow.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Elman's recurrence with layer normalisation N (Ba, Kiros and Hinton 2016) of both products: h_t =
 * f(g_x⊙N(x_t·W) + b + g_h⊙N(h_{t−1}·U)), as Deeplearning4j's SimpleRnn has it.
 */
final class NormalizedRnnCell implements Cell<NormalizedRnnCell.Made> {
    private final Nonlinearity f;

    NormalizedRnnCell(IActivation activation) {
        f = new Nonlinearity(activation);
    }

    record Made(Normalized input, Normalized recurrent, INDArray preActivation, State next)
            implements Step {}

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        Normalized input = Normalized.of(inputProduct);
        Normalized recurrent = Normalized.of(previous.hidden().mmul(w.recurrent()));
        INDArray a = input.values().mulRowVector(Blocks.vectorBlock(w.gain(), 0, 1, 2));
        a.addi(recurrent.values().mulRowVector(Blocks.vectorBlock(w.gain(), 1, 1, 2)));
        a.addiRowVector(w.bias());
        return new Made(input, recurrent, a, new State(f.of(a), null));
    }

    @Override
    public StepGradient backward(Made step, State previous, State gradient, Weights w) {
        INDArray da = f.back(step.preActivation, gradient.hidden());
        INDArray inputProduct =
                step.input.back(da.mulRowVector(Blocks.vectorBlock(w.gain(), 0, 1, 2)));
        INDArray recurrentProduct =
                step.recurrent.back(da.mulRowVector(Blocks.vectorBlock(w.gain(), 1, 1, 2)));
        INDArray gain =
                Blocks.join(
                        da.mul(step.input.values()).sum(true, 0),
                        da.mul(step.recurrent.values()).sum(true, 0));
        INDArray dhPrevious = recurrentProduct.mmul(w.recurrent().transpose());
        return new StepGradient(
                da, inputProduct, recurrentProduct, null, gain, new State(dhPrevious, null));
    }
}
