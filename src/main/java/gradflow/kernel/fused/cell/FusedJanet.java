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
 * Just another network (van der Westhuizen and Lasenby 2018): s = x·W_f + h'·U_f + b_f, n =
 * tanh(x·W_n + h'·U_n + b_n), h = σ(s)⊙h' + (1 − k)⊙n with k = σ(s − 1).
 */
public final class FusedJanet implements FusedCell {
    private static final int FORGET = 0;
    private static final int CANDIDATE = 1;

    /** k on the tape. */
    private static final int LATER = 2;

    private static final float BETA = 1f;

    private final PassLayout layout;
    private final RnnCurve curve;

    /** A cell with the curve of its candidate, tanh above. */
    public FusedJanet(RnnCurve curve, CellOptions options) {
        this.curve = curve;
        layout = new PassLayout(CellShape.JANET, 3, options.normalized());
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        int n = pass.units();
        float[] k = pass.affine(FORGET, pass.tape(LATER));
        float[] f = pass.tape(FORGET);
        gates(k, pass.bias(FORGET), f, n);
        float[] candidate = pass.affine(CANDIDATE, pass.tape(CANDIDATE));
        curve.apply(candidate, pass.bias(CANDIDATE), n);
        mix(f, pass.previousHidden(), k, candidate, pass.hidden(), n);
    }

    /** From s without its bias to f = σ(s) and, in place, k = σ(s − β). */
    private static void gates(float[] s, float[] b, float[] f, int n) {
        for (int i = 0; i < n; i++) {
            float value = s[i] + b[i];
            f[i] = Curves.sigmoid(value);
            s[i] = Curves.sigmoid(value - BETA);
        }
    }

    private static void mix(
            float[] f, float[] previous, float[] k, float[] candidate, float[] h, int n) {
        for (int i = 0; i < n; i++) {
            h[i] = f[i] * previous[i] + (1f - k[i]) * candidate[i];
        }
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] f = pass.tape(FORGET);
        float[] k = pass.tape(LATER);
        float[] candidate = pass.tape(CANDIDATE);
        float[] ds = pass.gradient(FORGET);
        float[] dn = pass.gradient(CANDIDATE);
        throughWrite(pass.hiddenGradient(), k, dn, n);
        curve.back(dn, candidate, dn, n);
        pass.emit(CANDIDATE, dn);
        throughLater(pass.hiddenGradient(), k, candidate, ds, n);
        throughForget(pass.hiddenGradient(), f, pass.previousHidden(), ds, n);
        pass.emit(FORGET, ds);
        Curves.multiply(pass.hiddenGradient(), f, pass.carry(), n);
    }

    private static void throughWrite(float[] dh, float[] k, float[] dn, int n) {
        for (int i = 0; i < n; i++) {
            dn[i] = dh[i] * (1f - k[i]);
        }
    }

    private static void throughLater(float[] dh, float[] k, float[] candidate, float[] ds, int n) {
        for (int i = 0; i < n; i++) {
            float value = k[i];
            ds[i] = -dh[i] * candidate[i] * value * (1f - value);
        }
    }

    /** Adds what comes through f. */
    private static void throughForget(float[] dh, float[] f, float[] previous, float[] ds, int n) {
        for (int i = 0; i < n; i++) {
            float value = f[i];
            ds[i] += dh[i] * previous[i] * value * (1f - value);
        }
    }
}
