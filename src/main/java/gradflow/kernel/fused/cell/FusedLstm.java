package gradflow.kernel.fused.cell;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.fused.BackwardPass;
import gradflow.kernel.fused.Curves;
import gradflow.kernel.fused.ForwardPass;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.PassLayout;
import gradflow.kernel.fused.RnnCurve;
import java.util.Arrays;

/**
 * Long short-term memory without peepholes (Gers, Schmidhuber and Cummins 2000): i = tanh(·), f, o,
 * g = σ(·), c = f⊙c' + g⊙i, h = o⊙tanh(c). Gates in Deeplearning4j's order: candidate, forget,
 * output, input gate.
 */
public final class FusedLstm implements FusedCell {
    private static final int CANDIDATE = 0;
    private static final int FORGET = 1;
    private static final int OUTPUT = 2;
    private static final int INPUT = 3;
    private static final int CELL = CellShape.LSTM.gateCount();
    private final PassLayout layout;
    private final RnnCurve curve;

    /** Adding −0 changes nothing, not even a zero's sign. */
    private float[] nothing = {};

    /** A cell with the curve of its candidate and of c, tanh above. */
    public FusedLstm(RnnCurve curve, CellOptions options) {
        this.curve = curve;
        layout = new PassLayout(CellShape.LSTM, 5, options.normalized());
    }

    @Override
    public PassLayout layout() {
        return layout;
    }

    @Override
    public void forward(ForwardPass pass) {
        int n = pass.units();
        float[] i = pass.affine(CANDIDATE, pass.tape(CANDIDATE));
        curve.apply(i, pass.bias(CANDIDATE), n);
        float[] f = gate(pass, FORGET);
        float[] o = gate(pass, OUTPUT);
        float[] g = gate(pass, INPUT);
        float[] c = pass.tape(CELL);
        cellState(f, pass.previousTape(CELL), g, i, c, n);
        float[] h = pass.hidden();
        squash(c, h, n);
        Curves.multiply(o, h, h, n);
    }

    private static float[] gate(ForwardPass pass, int gate) {
        float[] values = pass.affine(gate, pass.tape(gate));
        Curves.sigmoid(values, pass.bias(gate), pass.units());
        return values;
    }

    private static void cellState(
            float[] f, float[] previous, float[] g, float[] i, float[] c, int n) {
        for (int k = 0; k < n; k++) {
            c[k] = f[k] * previous[k] + g[k] * i[k];
        }
    }

    /** Computed again on the way back: that takes no longer than to fetch it from memory. */
    private void squash(float[] c, float[] squashed, int n) {
        if (nothing.length < n) {
            nothing = new float[n];
            Arrays.fill(nothing, -0f);
        }
        System.arraycopy(c, 0, squashed, 0, n);
        curve.apply(squashed, nothing, n);
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] o = pass.tape(OUTPUT);
        float[] di = pass.gradient(CANDIDATE);
        float[] squashed = di; // until the candidate needs it
        squash(pass.tape(CELL), squashed, n);
        float[] dc = pass.cellGradient();
        float[] d = pass.gradient(OUTPUT);
        throughOutput(pass.hiddenGradient(), squashed, o, d, n);
        pass.emit(OUTPUT, d);
        float[] dg = pass.gradient(INPUT);
        Curves.multiply(pass.hiddenGradient(), o, dg, n); // until the input gate needs it
        curve.back(dg, squashed, dg, n);
        Curves.add(dc, dg, n);
        pass.observeCellGradient(dc);
        float[] candidate = pass.tape(CANDIDATE);
        throughCandidate(dc, pass.tape(INPUT), candidate, di, dg, n);
        curve.back(di, candidate, di, n);
        pass.emit(CANDIDATE, di);
        pass.emit(INPUT, dg);
        float[] df = pass.gradient(FORGET);
        throughForget(dc, pass.tape(FORGET), pass.previousTape(CELL), df, n);
        pass.emit(FORGET, df);
    }

    private static void throughOutput(float[] dh, float[] tanhC, float[] o, float[] d, int n) {
        for (int k = 0; k < n; k++) {
            float gate = o[k];
            d[k] = dh[k] * tanhC[k] * gate * (1f - gate);
        }
    }

    private static void throughCandidate(
            float[] dc, float[] g, float[] i, float[] di, float[] dg, int n) {
        for (int k = 0; k < n; k++) {
            float gate = g[k];
            float candidate = i[k];
            float e = dc[k] * gate;
            di[k] = e;
            dg[k] = e * candidate * (1f - gate);
        }
    }

    /** Leaves in {@code dc} what reaches the step before. */
    private static void throughForget(float[] dc, float[] f, float[] previous, float[] df, int n) {
        for (int k = 0; k < n; k++) {
            float e = dc[k] * f[k];
            df[k] = e * previous[k] * (1f - f[k]);
            dc[k] = e;
        }
    }
}
