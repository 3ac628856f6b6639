package gradflow.kernel.fast;

/** The way forward: the products and arrays in which a cell writes its step. */
final class ForwardPass {
    private final PassLayout layout;
    private final Trace trace;
    private final Parameters parameters;
    private final Normalization normalization;
    private final NativeFloats sum = new NativeFloats();
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
        parameters = new Parameters(layout);
    }

    /** Prepares a pass over what {@code trace} was begun with; h_{−1} is in {@link #hidden}. */
    void begin() {
        shape = trace.shape();
        int units = shape.units();
        parameters.load(trace.weights(), shape);
        sum.reserve(units);
        int batch = shape.batchSize();
        inputProduct = Product.of(batch, shape.hiddenSize(), shape.inputSize());
        recurrentProduct = Product.of(batch, shape.hiddenSize(), shape.hiddenSize());
        trace.hidden().write(trace.hiddenAt(-1), hidden, units);
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
        trace.hidden().write(trace.hiddenAt(t), hidden, shape.units());
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
        return affine(previousHiddenAddress(), gate, into);
    }

    /** into := x_t·W + operand·U of one gate, without biases. */
    float[] affineOf(float[] operand, int gate, float[] into) {
        trace.operand().write(trace.operandAt(step), operand, units());
        return affine(trace.operand().at(trace.operandAt(step)), gate, into);
    }

    private float[] affine(long operand, int gate, float[] into) {
        if (normalization != null) {
            input(gate, into);
            int product = normalizeRecurrent(operand, gate);
            float[] values = normalization.values(product, step);
            Curves.addProduct(values, normalization.gain(product), into, units());
            return into;
        }
        multiplyInput(gate);
        recurrentProduct.add(operand, parameters.recurrentAt(gate), sum.at(0));
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
            return scaled(normalizeRecurrent(previousHiddenAddress(), gate), into);
        }
        recurrentProduct.set(previousHiddenAddress(), parameters.recurrentAt(gate), sum.at(0));
        return take(into);
    }

    private int normalizeRecurrent(long operand, int gate) {
        recurrentProduct.set(operand, parameters.recurrentAt(gate), sum.at(0));
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
        long x = trace.input().at(shape.inputAt(step));
        inputProduct.set(x, parameters.inputAt(gate), sum.at(0));
    }

    private long previousHiddenAddress() {
        return trace.hidden().at(trace.hiddenAt(step - 1));
    }

    private float[] take(float[] into) {
        sum.read(0, into, units());
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
