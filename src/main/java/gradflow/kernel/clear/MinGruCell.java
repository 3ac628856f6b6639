package gradflow.kernel.clear;

import static gradflow.kernel.Blocks.block;

import gradflow.kernel.Blocks;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Minimal gated recurrent unit (Feng et al. 2024, arXiv:2410.01201, section 3.1): z = σ(x·W_z +
 * b_z), n = φ(x·W_n + b_n) with φ the identity as published, h' = (1−z)⊙h + z⊙n. Gates and
 * candidate see the input only, so there are no recurrent weights. Blocks: update, candidate.
 */
public final class MinGruCell implements StepCell<MinGruCell.Made> {
    private final Nonlinearity phi;
    private final Nonlinearity sigma;

    /**
     * A cell with these options.
     *
     * @throws IllegalArgumentException for layer normalisation: there is no h·U to normalise
     */
    public MinGruCell(CellOptions options) {
        if (options.normalized()) {
            throw new IllegalArgumentException(
                    "got layer normalisation; MinGRU has no recurrent product to normalise");
        }
        phi = new Nonlinearity(options.activation());
        sigma = new Nonlinearity(options.gateActivation());
    }

    record Made(
            INDArray updatePre,
            INDArray candidatePre,
            INDArray update,
            INDArray candidate,
            State next)
            implements Step {
        @Override
        public INDArray keep() {
            return update.rsub(1);
        }
    }

    @Override
    public CellShape shape() {
        return CellShape.MINGRU;
    }

    @Override
    public Made forward(INDArray inputProduct, State previous, Weights w) {
        INDArray h = previous.hidden();
        INDArray a = inputProduct.addRowVector(w.bias());
        INDArray zPre = block(a, 0, 1, 2);
        INDArray nPre = block(a, 1, 1, 2);
        INDArray z = sigma.of(zPre);
        INDArray n = phi.of(nPre);
        return new Made(zPre, nPre, z, n, new State(h.add(z.mul(n.sub(h))), null));
    }

    @Override
    public StepGradient backward(Made s, State previous, State gradient, Weights w) {
        INDArray dh = gradient.hidden();
        INDArray dz = sigma.back(s.updatePre, dh.mul(s.candidate.sub(previous.hidden())));
        INDArray dn = phi.back(s.candidatePre, dh.mul(s.update));
        INDArray da = Blocks.join(dz, dn);
        State before = new State(dh.mul(s.update.rsub(1)), null);
        return new StepGradient(da, da, null, null, null, null, before);
    }
}
