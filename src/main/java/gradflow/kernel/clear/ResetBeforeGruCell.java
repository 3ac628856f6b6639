package gradflow.kernel.clear;

import static gradflow.kernel.Blocks.block;

import gradflow.kernel.Blocks;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit with the reset gate before the recurrent product (Cho et al. 2014): as
 * {@link GruCell} but n = φ(x·W_n + b_n + (r⊙h)·U_n + c_n). As there, z keeps the old state.
 */
public final class ResetBeforeGruCell implements StepCell<ResetBeforeGruCell.Made> {
    private final Nonlinearity phi;
    private final Nonlinearity sigma;
    private final Terms terms;

    /** A cell with these options. */
    public ResetBeforeGruCell(CellOptions options) {
        phi = new Nonlinearity(options.activation());
        sigma = new Nonlinearity(options.gateActivation());
        terms = Terms.normalized(options.normalized());
    }

    record Made(
            Term inputTerm,
            Term gatesTerm,
            Term candidateTerm,
            INDArray resetPre,
            INDArray updatePre,
            INDArray candidatePre,
            INDArray candidateOperand,
            INDArray reset,
            INDArray update,
            INDArray candidate,
            State next)
            implements Step {
        @Override
        public INDArray keep() {
            return update;
        }
    }

    @Override
    public CellShape shape() {
        return CellShape.GRU_RESET_BEFORE;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray h = previous.hidden();
        Term input = terms.input(inputProduct, w);
        INDArray a = input.value().addRowVector(w.bias()).addiRowVector(w.recurrentBias());
        Term ofGates = terms.recurrent(h.mmul(block(w.recurrent(), 0, 2, 3)), w, 0, 2);
        INDArray gates = block(a, 0, 2, 3).add(ofGates.value());
        INDArray rPre = block(gates, 0, 1, 2);
        INDArray zPre = block(gates, 1, 1, 2);
        INDArray r = sigma.of(rPre);
        INDArray z = sigma.of(zPre);
        INDArray kept = r.mul(h);
        Term ofCandidate = terms.recurrent(kept.mmul(block(w.recurrent(), 2, 1, 3)), w, 2, 1);
        INDArray nPre = block(a, 2, 1, 3).add(ofCandidate.value());
        INDArray n = phi.of(nPre);
        INDArray next = n.add(z.mul(h.sub(n)));
        State made = new State(next, null);
        return new Made(input, ofGates, ofCandidate, rPre, zPre, nPre, kept, r, z, n, made);
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray h = previous.hidden();
        INDArray dh = gradient.hidden();
        INDArray dz = sigma.back(s.updatePre, dh.mul(h.sub(s.candidate)));
        INDArray dn = phi.back(s.candidatePre, dh.mul(s.update.rsub(1)));
        INDArray dCandidateProduct = s.candidateTerm.back(dn);
        INDArray dKept = dCandidateProduct.mmul(block(w.recurrent(), 2, 1, 3).transpose());
        INDArray dr = sigma.back(s.resetPre, dKept.mul(h));
        INDArray gates = Blocks.join(dr, dz);
        INDArray dGatesProduct = s.gatesTerm.back(gates);
        INDArray dhPrevious =
                dGatesProduct
                        .mmul(block(w.recurrent(), 0, 2, 3).transpose())
                        .addi(dh.mul(s.update))
                        .addi(dKept.mul(s.reset));
        INDArray da = Blocks.join(gates, dn);
        return new StepGradient(
                da,
                s.inputTerm.back(da),
                da,
                terms == Terms.PLAIN ? da : Blocks.join(dGatesProduct, dCandidateProduct),
                null,
                terms.gain(s.inputTerm.gain(da), s.gatesTerm.gain(gates), s.candidateTerm.gain(dn)),
                new State(dhPrevious, null));
    }
}
