package gradflow.kernel.fused.cell;

import static gradflow.kernel.fused.cell.FusedGru.CANDIDATE;
import static gradflow.kernel.fused.cell.FusedGru.RESET;
import static gradflow.kernel.fused.cell.FusedGru.UPDATE;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.Curves;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;

/**
 * Gated recurrent unit with reset before the product (Cho et al. 2014): r, z = σ(·), n = tanh(x·W_n
 * + b_n + (r⊙h')·U_n + c_n), h = (1 − z)⊙n + z⊙h'.
 */
public final class FusedResetBeforeGru implements FusedCell {
    private final PassLayout layout;
    private final RnnCurve curve;

    /** A cell with the curve of its candidate, tanh above. */
    public FusedResetBeforeGru(RnnCurve curve, CellOptions options) {
        this.curve = curve;
        layout = new PassLayout(CellShape.GRU_RESET_BEFORE, 3, options.normalized());
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        int n = pass.units();
        float[] r = FusedGru.gate(pass, RESET);
        float[] z = FusedGru.gate(pass, UPDATE);
        float[] operand = pass.hidden();
        Curves.multiply(r, pass.previousHidden(), operand, n);
        float[] candidate = pass.affineOf(operand, CANDIDATE, pass.tape(CANDIDATE));
        curve.apply(candidate, pass.bias(CANDIDATE), n);
        FusedGru.interpolate(candidate, z, pass.previousHidden(), pass.hidden(), n);
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] dr = pass.gradient(RESET);
        float[] dz = pass.gradient(UPDATE);
        float[] dn = pass.gradient(CANDIDATE);
        float[] z = pass.tape(UPDATE);
        float[] r = pass.tape(RESET);
        float[] previous = pass.previousHidden();
        float[] candidate = pass.tape(CANDIDATE);
        FusedGru.throughHidden(pass.hiddenGradient(), z, previous, candidate, dz, dn, n);
        curve.back(dn, candidate, dn, n);
        pass.emit(UPDATE, dz);
        pass.emit(CANDIDATE, dn);
        float[] carry = pass.carry();
        Curves.multiply(pass.hiddenGradient(), z, carry, n);
        throughOperand(pass.throughOwnOperand(), r, previous, dr, carry, n);
        pass.emit(RESET, dr);
    }

    /** From ∂L/∂(r⊙h') to the reset gate's pre-activation and, added, to h'. */
    private static void throughOperand(
            float[] d, float[] r, float[] previous, float[] dr, float[] carry, int n) {
        for (int k = 0; k < n; k++) {
            float e = d[k] * r[k];
            dr[k] = e * previous[k] * (1f - r[k]);
            carry[k] += e;
        }
    }
}
