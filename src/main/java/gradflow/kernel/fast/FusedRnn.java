package gradflow.kernel.fast;

/** h = f(x·W + h'·U + b); the derivative of f is known from h. */
final class FusedRnn implements FusedCell {
    private final FastCell kind;
    private final RnnCurve curve;

    FusedRnn(RnnCurve curve, boolean normalized) {
        kind = normalized ? FastCell.NORMALIZED_RNN : FastCell.SIMPLE_RNN;
        this.curve = curve;
    }

    @Override
    public FastCell kind() {
        return kind;
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
