package gradflow.kernel.fused;

import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.Product;

/** The way forward: the products and arrays in which a cell writes its step. */
final class ForwardPass {
    private final PassLayout layout;
    private final Trace trace;
    private final Parameters parameters;
    private final Normalization normalization;
    private final FloatMatrix sum;
    private float[] hidden = {};
    private float[] previousHidden = {};
    private Shape shape;
    private Product inputProduct;
    private Product recurrentProduct;
    private int step;

    ForwardPass(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
        normalization = trace.normalization();
        parameters = new Parameters(layout, trace.engine());
        sum = trace.engine().matrix();
    }

    /** Prepares a pass over what {@code trace} was begun with; h_{−1} is in {@link #hidden}. */
    void begin() {
        shape = trace.shape();
        parameters.load(trace.weights(), shape);
        int batch = shape.batchSize();
        int size = shape.hiddenSize();
        sum.reserve(batch, size);
        inputProduct = trace.engine().product(batch, size, shape.inputSize());
        recurrentProduct = trace.engine().product(batch, size, size);
        trace.hidden().write(trace.hiddenAt(-1), batch, hidden);
    }

    /** The array [B·H] for the initial state; zeros or a copy has to be put there. */
    float[] initialHidden(int units) {
        if (hidden.length < units) {
            hidden = new float[units];
            previousHidden = new float[units];
        }
        return hidden;
    }

    /** Makes step t. */
    void step(FusedCell cell, int t) {
        step = t;
        float[] last = hidden;
        hidden = previousHidden;
        previousHidden = last;
        cell.forward(this);
        if (trace.isMasked()) {
            trace.maskRows(hidden, t);
            if (layout.cell().hasCellState()) {
                trace.maskRows(tape(layout.cellState()), t);
            }
        }
        trace.hidden().write(trace.hiddenAt(t), shape.batchSize(), hidden);
    }

    /** B·H. */
    int units() {
        return shape.units();
    }

    /**
     * into := x_t·W + h_{t−1}·U of one gate, without biases. Here and below, normalised products
     * come with their gains.
     */
    float[] affine(int gate, float[] into) {
        return affine(trace.hidden(), trace.hiddenAt(step - 1), gate, into);
    }

    /** into := x_t·W + operand·U of one gate, without biases. */
    float[] affineOf(float[] operand, int gate, float[] into) {
        trace.operand().write(trace.operandAt(step), shape.batchSize(), operand);
        return affine(trace.operand(), trace.operandAt(step), gate, into);
    }

    private float[] affine(FloatMatrix operand, long row, int gate, float[] into) {
        if (normalization != null) {
            input(gate, into);
            int product = normalizeRecurrent(operand, row, gate);
            float[] values = normalization.values(product, step);
            Curves.addProduct(values, normalization.gain(product), into, units());
            return into;
        }
        multiplyInput(gate);
        recurrentProduct.add(
                operand, row, parameters.recurrent(), parameters.recurrentAt(gate), sum, 0);
        return take(into);
    }

    /** into := x_t·W of one gate. */
    float[] input(int gate, float[] into) {
        multiplyInput(gate);
        if (normalization != null) {
            normalize(gate);
            return scaled(gate, into);
        }
        return take(into);
    }

    /** into := h_{t−1}·U of one gate. */
    float[] recurrent(int gate, float[] into) {
        if (normalization != null) {
            int product = normalizeRecurrent(trace.hidden(), trace.hiddenAt(step - 1), gate);
            return scaled(product, into);
        }
        multiplyRecurrent(trace.hidden(), trace.hiddenAt(step - 1), gate);
        return take(into);
    }

    private int normalizeRecurrent(FloatMatrix operand, long row, int gate) {
        multiplyRecurrent(operand, row, gate);
        return normalize(normalization.recurrent(gate));
    }

    private int normalize(int product) {
        take(normalization.values(product, step));
        normalization.normalize(product, step);
        return product;
    }

    private float[] scaled(int product, float[] into) {
        float[] values = normalization.values(product, step);
        Curves.multiply(values, normalization.gain(product), into, units());
        return into;
    }

    private void multiplyInput(int gate) {
        inputProduct.set(
                trace.input(),
                shape.rowAt(step),
                parameters.input(),
                parameters.inputAt(gate),
                sum,
                0);
    }

    private void multiplyRecurrent(FloatMatrix operand, long row, int gate) {
        recurrentProduct.set(
                operand, row, parameters.recurrent(), parameters.recurrentAt(gate), sum, 0);
    }

    private float[] take(float[] into) {
        sum.read(0, shape.batchSize(), into);
        return into;
    }

    /** b of one gate in every row [B·H]; c included, unless {@link #candidateBias} is used. */
    float[] bias(int gate) {
        return parameters.bias(gate);
    }

    /** c of the last gate in every row [B·H]. */
    float[] candidateBias() {
        return parameters.candidateBias();
    }

    /** An array of this step that the way back will see. */
    float[] tape(int index) {
        return trace.tape(step)[index];
    }

    /** What the step before left on the tape at {@code index}. */
    float[] previousTape(int index) {
        return trace.tape(step - 1)[index];
    }

    /** h_{t−1} [B·H]. */
    float[] previousHidden() {
        return previousHidden;
    }

    /** Where h_t [B·H] goes; a cell may compute in it. */
    float[] hidden() {
        return hidden;
    }
}
