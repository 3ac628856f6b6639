package gradflow.kernel.fused.cell;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.Curves;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;

/**
 * Gated recurrent unit with reset after the product (cuDNN, PyTorch, Keras): r, z = σ(·), n =
 * tanh(x·W_n + b_n + r⊙q) with q = h'·U_n + c_n, h = (1 − z)⊙n + z⊙h'.
 */
public final class FusedGru implements FusedCell {
    static final int RESET = 0;
    static final int UPDATE = 1;
    static final int CANDIDATE = 2;
    private static final int RECURRENT = 3;
    private final PassLayout layout;
    private final RnnCurve curve;

    /** A cell with the curve of its candidate, tanh above. */
    public FusedGru(RnnCurve curve, CellOptions options) {
        this.curve = curve;
        layout = new PassLayout(CellShape.GRU, 4, options.normalized());
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        int n = pass.units();
        float[] r = gate(pass, RESET);
        float[] z = gate(pass, UPDATE);
        float[] q = pass.recurrent(CANDIDATE, pass.tape(RECURRENT));
        Curves.add(q, pass.candidateBias(), n);
        float[] candidate = pass.input(CANDIDATE, pass.tape(CANDIDATE));
        float[] gated = pass.hidden(); // until the state needs it
        candidate(candidate, pass.bias(CANDIDATE), r, q, gated, n);
        curve.apply(candidate, gated, n);
        interpolate(candidate, z, pass.previousHidden(), pass.hidden(), n);
    }

    static float[] gate(ForwardPass pass, int gate) {
        float[] values = pass.affine(gate, pass.tape(gate));
        Curves.sigmoid(values, pass.bias(gate), pass.units());
        return values;
    }

    /** The two terms of the candidate's pre-activation: v + b and r⊙q. */
    private static void candidate(
            float[] v, float[] b, float[] r, float[] q, float[] gated, int n) {
        for (int k = 0; k < n; k++) {
            v[k] = v[k] + b[k];
            gated[k] = r[k] * q[k];
        }
    }

    /** h = (1 − z)⊙n + z⊙h'. */
    static void interpolate(float[] candidate, float[] z, float[] previous, float[] h, int n) {
        for (int k = 0; k < n; k++) {
            float value = candidate[k];
            h[k] = value + z[k] * (previous[k] - value);
        }
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] dr = pass.gradient(RESET);
        float[] dz = pass.gradient(UPDATE);
        float[] dn = pass.gradient(CANDIDATE);
        float[] dq = pass.recurrentGradient();
        float[] z = pass.tape(UPDATE);
        float[] candidate = pass.tape(CANDIDATE);
        throughHidden(pass.hiddenGradient(), z, pass.previousHidden(), candidate, dz, dn, n);
        curve.back(dn, candidate, dn, n);
        pass.emit(UPDATE, dz);
        pass.emit(CANDIDATE, dn);
        throughReset(dn, pass.tape(RESET), pass.tape(RECURRENT), dq, dr, n);
        pass.emit(RESET, dr);
        pass.emitRecurrent(dq);
        Curves.multiply(pass.hiddenGradient(), z, pass.carry(), n);
    }

    /** From ∂L/∂h to the pre-activation of the update gate and to the candidate itself. */
    static void throughHidden(
            float[] dh,
            float[] z,
            float[] previous,
            float[] candidate,
            float[] dz,
            float[] dn,
            int n) {
        for (int k = 0; k < n; k++) {
            float value = candidate[k];
            float e = dh[k] * (1f - z[k]);
            dn[k] = e;
            dz[k] = e * (previous[k] - value) * z[k];
        }
    }

    private static void throughReset(
            float[] dn, float[] r, float[] q, float[] dq, float[] dr, int n) {
        for (int k = 0; k < n; k++) {
            float e = dn[k] * r[k];
            dq[k] = e;
            dr[k] = e * q[k] * (1f - r[k]);
        }
    }
}
