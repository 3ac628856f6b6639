package gradflow.kernel.fast;

import gradflow.kernel.Leak;

/** h = keep·h' + scale·v with v = f(x·W + h'·U + b), which is kept: h does not tell it. */
final class FusedLeakyRnn implements FusedCell {
    private final FastCell kind;
    private final RnnCurve curve;
    private final float keep;
    private final float scale;

    FusedLeakyRnn(RnnCurve curve, Leak leak, boolean normalized) {
        kind = normalized ? FastCell.NORMALIZED_LEAKY_RNN : FastCell.LEAKY_RNN;
        this.curve = curve;
        keep = (float) leak.keep();
        scale = (float) leak.scale();
    }

    @Override
    public FastCell kind() {
        return kind;
    }

    @Override
    public void forward(ForwardPass pass) {
        float[] v = pass.affine(0, pass.tape(0));
        curve.apply(v, pass.bias(0), pass.units());
        mix(pass.previousHidden(), keep, v, scale, pass.hidden(), pass.units());
    }

    private static void mix(
            float[] previous, float keep, float[] v, float scale, float[] h, int n) {
        for (int k = 0; k < n; k++) {
            h[k] = keep * previous[k] + scale * v[k];
        }
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] d = pass.gradient(0);
        curve.back(pass.hiddenGradient(), pass.tape(0), d, n);
        Curves.scale(d, scale, d, n);
        pass.emit(0, d);
        Curves.scale(pass.hiddenGradient(), keep, pass.carry(), n);
    }
}
