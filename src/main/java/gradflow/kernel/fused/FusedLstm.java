package gradflow.kernel.fused;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;

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

    /** A cell with these options, of which it can have tanh and σ only. */
    public FusedLstm(CellOptions options) {
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
        Curves.tanh(i, pass.bias(CANDIDATE), n);
        float[] f = gate(pass, FORGET);
        float[] o = gate(pass, OUTPUT);
        float[] g = gate(pass, INPUT);
        float[] c = pass.tape(CELL);
        cellState(f, pass.previousTape(CELL), g, i, c, n);
        hiddenState(c, o, pass.hidden(), n);
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

    private static void hiddenState(float[] c, float[] o, float[] h, int n) {
        for (int k = 0; k < n; k++) {
            h[k] = o[k] * Curves.tanh(c[k]);
        }
    }

    /** Computed again on the way back: that takes no longer than to fetch it from memory. */
    private static void tanhOf(float[] c, float[] tanhC, int n) {
        for (int k = 0; k < n; k++) {
            tanhC[k] = Curves.tanh(c[k]);
        }
    }

    @Override
    public void backward(BackwardPass pass) {
        int n = pass.units();
        float[] o = pass.tape(OUTPUT);
        float[] di = pass.gradient(CANDIDATE);
        float[] tanhC = di; // until the candidate needs it
        tanhOf(pass.tape(CELL), tanhC, n);
        float[] dc = pass.cellGradient();
        float[] d = pass.gradient(OUTPUT);
        throughOutput(pass.hiddenGradient(), tanhC, o, d, n);
        pass.emit(OUTPUT, d);
        throughHidden(pass.hiddenGradient(), tanhC, o, dc, n);
        pass.observeCellGradient(dc);
        float[] dg = pass.gradient(INPUT);
        throughCandidate(dc, pass.tape(INPUT), pass.tape(CANDIDATE), di, dg, n);
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

    /** Adds what reaches c through h. */
    private static void throughHidden(float[] dh, float[] tanhC, float[] o, float[] dc, int n) {
        for (int k = 0; k < n; k++) {
            float t = tanhC[k];
            dc[k] += dh[k] * o[k] * (1f - t * t);
        }
    }

    private static void throughCandidate(
            float[] dc, float[] g, float[] i, float[] di, float[] dg, int n) {
        for (int k = 0; k < n; k++) {
            float gate = g[k];
            float candidate = i[k];
            float e = dc[k] * gate;
            di[k] = e * (1f - candidate * candidate);
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
