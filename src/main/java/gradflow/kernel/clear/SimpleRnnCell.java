package gradflow.kernel.clear;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Elman's recurrence: h_t = f(x_t·W + b + h_{t−1}·U), or with normalised products f(g_x⊙N(x_t·W) +
 * b + g_h⊙N(h_{t−1}·U)). With a {@link Leak}, h_t = keep·h_{t−1} + scale·f(·): leaky integration
 * (Jaeger et al. 2007, Neural Networks 20) or a residual connection through time.
 */
public final class SimpleRnnCell implements StepCell<SimpleRnnCell.Made> {
    private final Nonlinearity f;
    private final Leak leak;
    private final Terms terms;

    /** A cell with these options; the gates' activation is not used. */
    public SimpleRnnCell(CellOptions options) {
        f = new Nonlinearity(options.activation());
        leak = options.leak();
        terms = Terms.normalized(options.normalized());
    }

    record Made(Term input, Term recurrent, INDArray preActivation, State next) implements Step {}

    @Override
    public CellShape shape() {
        return CellShape.SIMPLE_RNN;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        Term input = terms.input(inputProduct, w);
        Term recurrent = terms.recurrent(previous.hidden().mmul(w.recurrent()), w);
        INDArray a = input.value().addRowVector(w.bias()).addi(recurrent.value());
        INDArray next = f.of(a);
        if (!leak.isNone()) {
            next = next.mul(leak.scale()).addi(previous.hidden().mul(leak.keep()));
        }
        return new Made(input, recurrent, a, new State(next, null));
    }

    @Override
    public StepGradient backward(Made step, State previous, State gradient, Weights w) {
        INDArray dh = gradient.hidden();
        INDArray da = f.back(step.preActivation, leak.isNone() ? dh : dh.mul(leak.scale()));
        INDArray recurrentProduct = step.recurrent.back(da);
        INDArray dhPrevious = recurrentProduct.mmul(w.recurrent().transpose());
        if (!leak.isNone()) {
            dhPrevious.addi(dh.mul(leak.keep()));
        }
        return new StepGradient(
                da,
                step.input.back(da),
                da,
                recurrentProduct,
                null,
                terms.gain(step.input.gain(da), step.recurrent.gain(da)),
                new State(dhPrevious, null));
    }
}
