package gradflow.kernel.fused.cell;

import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.Curves;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;

/**
 * Minimal GRU without recurrent weights (Feng et al. 2024): z = σ(x·W_z + b_z), n = φ(x·W_n + b_n),
 * h = (1 − z)⊙h' + z⊙n.
 */
public final class FusedMinGru implements FusedCell {
    private static final int UPDATE = 0;
    private static final int CANDIDATE = 1;

    private final PassLayout layout = new PassLayout(CellShape.MINGRU, 2, false);
    private final RnnCurve curve;

    /** A cell with the curve of its candidate's activation. */
    public FusedMinGru(RnnCurve curve) {
        this.curve = curve;
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        int n = pass.units();
        float[] z = pass.input(UPDATE, pass.tape(UPDATE));
        Curves.sigmoid(z, pass.bias(UPDATE), n);
        float[] candidate = pass.input(CANDIDATE, pass.tape(CANDIDATE));
        curve.apply(candidate, pass.bias(CANDIDATE), n);
        interpolate(candidate, z, pass.previousHidden(), pass.hidden(), n);
    }

    private static void interpolate(
            float[] candidate, float[] z, float[] previous, float[] h, int n) {
        for (int k = 0; k < n; k++) {
            float value = previous[k];
            h[k] = value + z[k] * (candidate[k] - value);
        }
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] z = pass.tape(UPDATE);
        float[] candidate = pass.tape(CANDIDATE);
        float[] dz = pass.gradient(UPDATE);
        float[] dn = pass.gradient(CANDIDATE);
        float[] carry = pass.carry();
        Curves.multiply(pass.hiddenGradient(), z, carry, n); // until the state needs it
        curve.back(carry, candidate, dn, n);
        pass.emit(CANDIDATE, dn);
        throughUpdate(pass.hiddenGradient(), z, pass.previousHidden(), candidate, dz, n);
        pass.emit(UPDATE, dz);
        throughState(pass.hiddenGradient(), z, carry, n);
    }

    private static void throughUpdate(
            float[] dh, float[] z, float[] previous, float[] candidate, float[] dz, int n) {
        for (int k = 0; k < n; k++) {
            dz[k] = dh[k] * (candidate[k] - previous[k]) * z[k] * (1f - z[k]);
        }
    }

    private static void throughState(float[] dh, float[] z, float[] carry, int n) {
        for (int k = 0; k < n; k++) {
            carry[k] = dh[k] * (1f - z[k]);
        }
    }
}
