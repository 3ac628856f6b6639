package gradflow.kernel.fused.cell;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.Curves;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;

/** h = keep·h' + scale·v with v = f(x·W + h'·U + b), which is kept: h does not tell it. */
public final class FusedLeakyRnn implements FusedCell {
    private final PassLayout layout;
    private final RnnCurve curve;
    private final float keep;
    private final float scale;

    /** A cell with the curve of its activation. */
    public FusedLeakyRnn(RnnCurve curve, CellOptions options) {
        layout = new PassLayout(CellShape.SIMPLE_RNN, 1, options.normalized());
        this.curve = curve;
        keep = (float) options.leak().keep();
        scale = (float) options.leak().scale();
    }

    @Override
    public PassLayout layout() {
        return layout;
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
