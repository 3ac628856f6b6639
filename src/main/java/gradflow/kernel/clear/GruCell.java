package gradflow.kernel.clear;

import static gradflow.kernel.Blocks.block;

import gradflow.kernel.Blocks;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit with the reset gate after the recurrent product, as in cuDNN, PyTorch and
 * Keras 2: r = σ(x·W_r + b_r + h·U_r + c_r), z = σ(x·W_z + b_z + h·U_z + c_z), n = φ(x·W_n + b_n +
 * r⊙(h·U_n + c_n)), h' = (1−z)⊙n + z⊙h. With normalised products, x·W stands for g_x⊙N(x·W) and h·U
 * for g_h⊙N(h·U). Blocks: reset, update, candidate.
 */
public final class GruCell implements StepCell<GruCell.Made> {
    private final Nonlinearity phi;
    private final Nonlinearity sigma;
    private final Terms terms;

    /** A cell with these options. */
    public GruCell(CellOptions options) {
        phi = new Nonlinearity(options.activation());
        sigma = new Nonlinearity(options.gateActivation());
        terms = Terms.normalized(options.normalized());
    }

    record Made(
            Term inputTerm,
            Term recurrentTerm,
            INDArray resetPre,
            INDArray updatePre,
            INDArray candidatePre,
            INDArray recurrentCandidate,
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
        return CellShape.GRU;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray h = previous.hidden();
        Term input = terms.input(inputProduct, w);
        Term recurrent = terms.recurrent(h.mmul(w.recurrent()), w);
        INDArray a = input.value().addRowVector(w.bias());
        INDArray q = recurrent.value().addRowVector(w.recurrentBias());
        INDArray rPre = block(a, 0, 1, 3).add(block(q, 0, 1, 3));
        INDArray zPre = block(a, 1, 1, 3).add(block(q, 1, 1, 3));
        INDArray r = sigma.of(rPre);
        INDArray z = sigma.of(zPre);
        INDArray nPre = block(a, 2, 1, 3).add(r.mul(block(q, 2, 1, 3)));
        INDArray n = phi.of(nPre);
        INDArray next = n.add(z.mul(h.sub(n)));
        INDArray qn = block(q, 2, 1, 3);
        State made = new State(next, null);
        return new Made(input, recurrent, rPre, zPre, nPre, qn, r, z, n, made);
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray h = previous.hidden();
        INDArray dh = gradient.hidden();
        INDArray dz = sigma.back(s.updatePre, dh.mul(h.sub(s.candidate)));
        INDArray dn = phi.back(s.candidatePre, dh.mul(s.update.rsub(1)));
        INDArray dr = sigma.back(s.resetPre, dn.mul(s.recurrentCandidate));
        INDArray da = Blocks.join(dr, dz, dn);
        INDArray dq = Blocks.join(dr, dz, dn.mul(s.reset));
        INDArray recurrentProduct = s.recurrentTerm.back(dq);
        INDArray dhPrevious =
                recurrentProduct.mmul(w.recurrent().transpose()).addi(dh.mul(s.update));
        return new StepGradient(
                da,
                s.inputTerm.back(da),
                dq,
                recurrentProduct,
                null,
                terms.gain(s.inputTerm.gain(da), s.recurrentTerm.gain(dq)),
                new State(dhPrevious, null));
    }
}
