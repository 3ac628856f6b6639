package gradflow.kernel.clear;

import static gradflow.kernel.Blocks.block;

import gradflow.kernel.Blocks;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Long short-term memory with forget gates and without peepholes (Gers, Schmidhuber and Cummins
 * 2000): c_t = f⊙c_{t−1} + g⊙a, h_t = o⊙φ(c_t) with the candidate a = φ(·) and the gates σ(·) of
 * x_t·W + b + h_{t−1}·U, or with normalised products g_x⊙N(x_t·W) + b + g_h⊙N(h_{t−1}·U). Blocks in
 * Deeplearning4j's order: candidate, forget, output, input gate.
 */
public final class LstmCell implements StepCell<LstmCell.Made> {
    private static final int CANDIDATE = 0;
    private static final int FORGET = 1;
    private static final int OUTPUT = 2;
    private static final int INPUT = 3;
    private final Nonlinearity phi;
    private final Nonlinearity sigma;
    private final Terms terms;

    /** A cell with these options. */
    public LstmCell(CellOptions options) {
        phi = new Nonlinearity(options.activation());
        sigma = new Nonlinearity(options.gateActivation());
        terms = Terms.normalized(options.normalized());
    }

    record Made(
            Term inputTerm,
            Term recurrentTerm,
            INDArray preActivation,
            INDArray candidate,
            INDArray forget,
            INDArray output,
            INDArray input,
            INDArray squashedCell,
            State next)
            implements Step {
        @Override
        public INDArray keep() {
            return forget;
        }
    }

    @Override
    public CellShape shape() {
        return CellShape.LSTM;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        Term input = terms.input(inputProduct, w);
        Term recurrent = terms.recurrent(previous.hidden().mmul(w.recurrent()), w);
        INDArray p = input.value().addRowVector(w.bias()).addi(recurrent.value());
        INDArray a = phi.of(block(p, CANDIDATE, 1, 4));
        INDArray f = sigma.of(block(p, FORGET, 1, 4));
        INDArray o = sigma.of(block(p, OUTPUT, 1, 4));
        INDArray g = sigma.of(block(p, INPUT, 1, 4));
        INDArray c = f.mul(previous.cell()).addi(g.mul(a));
        INDArray squashed = phi.of(c);
        return new Made(input, recurrent, p, a, f, o, g, squashed, new State(o.mul(squashed), c));
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray dh = gradient.hidden();
        INDArray dc = phi.back(s.next.cell(), dh.mul(s.output)).addi(gradient.cell());
        INDArray p = s.preActivation;
        INDArray dp =
                Blocks.join(
                        phi.back(block(p, CANDIDATE, 1, 4), dc.mul(s.input)),
                        sigma.back(block(p, FORGET, 1, 4), dc.mul(previous.cell())),
                        sigma.back(block(p, OUTPUT, 1, 4), dh.mul(s.squashedCell)),
                        sigma.back(block(p, INPUT, 1, 4), dc.mul(s.candidate)));
        INDArray recurrentProduct = s.recurrentTerm.back(dp);
        INDArray dhPrevious = recurrentProduct.mmul(w.recurrent().transpose());
        INDArray dcPrevious = dc.mul(s.forget);
        return new StepGradient(
                dp,
                s.inputTerm.back(dp),
                dp,
                recurrentProduct,
                dc,
                terms.gain(s.inputTerm.gain(dp), s.recurrentTerm.gain(dp)),
                new State(dhPrevious, dcPrevious));
    }
}
