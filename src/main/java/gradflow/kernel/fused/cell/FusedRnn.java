package gradflow.kernel.fused.cell;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;

/** h = f(x·W + h'·U + b); the derivative of f is known from h. */
public final class FusedRnn implements FusedCell {
    private final PassLayout layout;
    private final RnnCurve curve;

    /** A cell with the curve of its activation. */
    public FusedRnn(RnnCurve curve, CellOptions options) {
        layout = new PassLayout(CellShape.SIMPLE_RNN, 0, options.normalized());
        this.curve = curve;
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        curve.apply(pass.affine(0, pass.hidden()), pass.bias(0), pass.units());
    }

    @Override
    public void backward(BackwardPass pass) {
        float[] d = pass.gradient(0);
        curve.back(pass.hiddenGradient(), pass.hidden(), d, pass.units());
        pass.emit(0, d);
    }
}
