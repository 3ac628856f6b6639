package gradflow.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Elman's recurrence: h_t = f(x_t·W + b + h_{t−1}·U). */
final class SimpleRnnCell implements Cell<SimpleRnnCell.Made> {
    private final Nonlinearity f;

    SimpleRnnCell(IActivation activation) {
        f = new Nonlinearity(activation);
    }

    record Made(INDArray preActivation, State next) implements Step {}

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray a =
                inputProduct.addRowVector(w.bias()).addi(previous.hidden().mmul(w.recurrent()));
        return new Made(a, new State(f.of(a), null));
    }

    @Override
    public StepGradient backward(Made step, State previous, State gradient, Weights w) {
        INDArray da = f.back(step.preActivation, gradient.hidden());
        INDArray dhPrevious = da.mmul(w.recurrent().transpose());
        return new StepGradient(da, da, da, null, null, new State(dhPrevious, null));
    }
}
