package gradflow.kernel;

import static gradflow.kernel.Blocks.block;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit with the reset gate before the recurrent product (Cho et al. 2014): as
 * {@link GruCell} but n = φ(x·W_n + b_n + (r⊙h)·U_n + c_n). As there, z keeps the old state.
 */
final class ResetBeforeGruCell implements Cell<ResetBeforeGruCell.Made> {
    private final Nonlinearity phi;
    private final Nonlinearity sigma;

    ResetBeforeGruCell(IActivation activation, IActivation gateActivation) {
        phi = new Nonlinearity(activation);
        sigma = new Nonlinearity(gateActivation);
    }

    record Made(
            INDArray resetPre,
            INDArray updatePre,
            INDArray candidatePre,
            INDArray candidateOperand,
            INDArray reset,
            INDArray update,
            INDArray candidate,
            State next)
            implements Step {}

    @Override
    public boolean hasCellState() {
        return false;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray h = previous.hidden();
        INDArray a = inputProduct.addRowVector(w.bias()).addiRowVector(w.recurrentBias());
        INDArray gates = block(a, 0, 2, 3).add(h.mmul(block(w.recurrent(), 0, 2, 3)));
        INDArray rPre = block(gates, 0, 1, 2);
        INDArray zPre = block(gates, 1, 1, 2);
        INDArray r = sigma.of(rPre);
        INDArray z = sigma.of(zPre);
        INDArray kept = r.mul(h);
        INDArray nPre = block(a, 2, 1, 3).add(kept.mmul(block(w.recurrent(), 2, 1, 3)));
        INDArray n = phi.of(nPre);
        INDArray next = n.add(z.mul(h.sub(n)));
        return new Made(rPre, zPre, nPre, kept, r, z, n, new State(next, null));
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray h = previous.hidden();
        INDArray dh = gradient.hidden();
        INDArray dz = sigma.back(s.updatePre, dh.mul(h.sub(s.candidate)));
        INDArray dn = phi.back(s.candidatePre, dh.mul(s.update.rsub(1)));
        INDArray dKept = dn.mmul(block(w.recurrent(), 2, 1, 3).transpose());
        INDArray dr = sigma.back(s.resetPre, dKept.mul(h));
        INDArray gates = Blocks.join(dr, dz);
        INDArray dhPrevious =
                gates.mmul(block(w.recurrent(), 0, 2, 3).transpose())
                        .addi(dh.mul(s.update))
                        .addi(dKept.mul(s.reset));
        INDArray da = Blocks.join(gates, dn);
        return new StepGradient(da, da, da, null, null, new State(dhPrevious, null));
    }
}
