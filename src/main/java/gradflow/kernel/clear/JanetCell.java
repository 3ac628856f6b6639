package gradflow.kernel.clear;

import static gradflow.kernel.Blocks.block;

import gradflow.kernel.Blocks;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Just another network (van der Westhuizen and Lasenby 2018, arXiv:1804.04849, equations 5 and 6, β
 * = 1): s = x·W_f + b_f + h·U_f, n = φ(x·W_n + b_n + h·U_n), h' = σ(s)⊙h + (1 − σ(s − β))⊙n. With
 * normalised products, x·W stands for g_x⊙N(x·W) and h·U for g_h⊙N(h·U). Blocks: forget, candidate.
 */
public final class JanetCell implements StepCell<JanetCell.Made> {
    /** β: how much later the candidate is let in than the state is forgotten. */
    private static final double BETA = 1;

    private final Nonlinearity phi;
    private final Nonlinearity sigma;
    private final Terms terms;

    /** A cell with these options. */
    public JanetCell(CellOptions options) {
        phi = new Nonlinearity(options.activation());
        sigma = new Nonlinearity(options.gateActivation());
        terms = Terms.normalized(options.normalized());
    }

    record Made(
            Term inputTerm,
            Term recurrentTerm,
            INDArray forgetPre,
            INDArray candidatePre,
            INDArray forget,
            INDArray write,
            INDArray candidate,
            State next)
            implements Step {
        @Override
        public INDArray keep() {
            return forget;
        }
    }

    @Override
    public CellShape shape() {
        return CellShape.JANET;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray h = previous.hidden();
        Term input = terms.input(inputProduct, w);
        Term recurrent = terms.recurrent(h.mmul(w.recurrent()), w);
        INDArray p = input.value().addRowVector(w.bias()).addi(recurrent.value());
        INDArray s = block(p, 0, 1, 2);
        INDArray nPre = block(p, 1, 1, 2);
        INDArray forget = sigma.of(s);
        INDArray write = sigma.of(s.sub(BETA)).rsubi(1);
        INDArray n = phi.of(nPre);
        State next = new State(forget.mul(h).addi(write.mul(n)), null);
        return new Made(input, recurrent, s, nPre, forget, write, n, next);
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray dh = gradient.hidden();
        INDArray ds =
                sigma.back(s.forgetPre, dh.mul(previous.hidden()))
                        .sub(sigma.back(s.forgetPre.sub(BETA), dh.mul(s.candidate)));
        INDArray dp = Blocks.join(ds, phi.back(s.candidatePre, dh.mul(s.write)));
        INDArray recurrentProduct = s.recurrentTerm.back(dp);
        INDArray dhPrevious =
                recurrentProduct.mmul(w.recurrent().transpose()).addi(dh.mul(s.forget));
        return new StepGradient(
                dp,
                s.inputTerm.back(dp),
                dp,
                recurrentProduct,
                null,
                terms.gain(s.inputTerm.gain(dp), s.recurrentTerm.gain(dp)),
                new State(dhPrevious, null));
    }
}
