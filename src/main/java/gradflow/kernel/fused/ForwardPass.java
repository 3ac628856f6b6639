package gradflow.kernel.fused;

import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.Product;

/** The way forward: the products and arrays in which a cell writes its step. */
public final class ForwardPass {
    /** Rows of x·W that are computed at once, where a step has fewer. */
    private static final int ROWS = 64;

    private final PassLayout layout;
    private final Trace trace;
    private final Parameters parameters;
    private final Normalization normalization;
    private final FloatMatrix sum;
    private final FloatMatrix recurrentSum;
    private final FloatMatrix own;
    private float[] sums = {};
    private float[] recurrentSums = {};
    private float[] hidden = {};
    private float[] previousHidden = {};
    private Shape shape;
    private Product inputProduct;
    private Product lastInputProduct;
    private Product sharedProduct;
    private Product ownProduct;
    private int step;

    /** Steps whose x·W is computed at once. */
    private int chunk;

    ForwardPass(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
        normalization = trace.normalization();
        parameters = new Parameters(layout, trace.engine());
        sum = trace.engine().matrix();
        recurrentSum = trace.engine().matrix();
        own = trace.engine().matrix();
    }

    /** Prepares a pass over what {@code trace} was begun with; h_{−1} is in {@link #hidden}. */
    void begin() {
        boolean isAnother =
                shape == null
                        || !shape.isLike(trace.shape())
                        || shape.timeSteps() != trace.shape().timeSteps();
        shape = trace.shape();
        parameters.load(trace.weights(), shape);
        int batch = shape.batchSize();
        int size = shape.hiddenSize();
        int width = layout.gates() * size;
        int sharedWidth = layout.sharedGates() * size;
        int steps = shape.timeSteps();
        chunk = Math.max(1, Math.min(ROWS / batch, steps));
        sum.reserve((long) chunk * batch, width);
        sums = room(sums, batch * width);
        if (normalization != null) {
            recurrentSum.reserve(batch, sharedWidth);
            recurrentSums = room(recurrentSums, batch * sharedWidth);
        }
        own.reserve(batch, size);
        if (isAnother) {
            inputProduct = trace.engine().product(chunk * batch, width, shape.inputSize());
            int rest = steps % chunk * batch;
            lastInputProduct =
                    rest == 0
                            ? inputProduct
                            : trace.engine().product(rest, width, shape.inputSize());
            sharedProduct = trace.engine().product(batch, sharedWidth, size);
            ownProduct = trace.engine().product(batch, size, size);
        }
        trace.hidden().write(trace.hiddenAt(-1), batch, hidden);
    }

    private static float[] room(float[] array, int length) {
        return array.length < length ? new float[length] : array;
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
        multiply();
        cell.forward(this);
        if (trace.isMasked()) {
            trace.maskRows(hidden, t);
            if (layout.cell().hasCellState()) {
                trace.maskRows(tape(layout.cellState()), t);
            }
        }
        trace.hidden().write(trace.hiddenAt(t), shape.batchSize(), hidden);
    }

    /** The products of all gates that are taken together. */
    private void multiply() {
        int batch = shape.batchSize();
        int place = step % chunk;
        if (place == 0) {
            boolean isWhole = step + chunk <= shape.timeSteps();
            Product product = isWhole ? inputProduct : lastInputProduct;
            product.set(trace.input(), shape.rowAt(step), parameters.input(), 0, sum, 0);
        }
        long at = (long) place * batch;
        if (layout.sharedGates() > 0) {
            long row = trace.hiddenAt(step - 1);
            if (normalization == null) {
                sharedProduct.add(trace.hidden(), row, parameters.shared(), 0, sum, at);
            } else {
                sharedProduct.set(trace.hidden(), row, parameters.shared(), 0, recurrentSum, 0);
                recurrentSum.read(0, batch, recurrentSums);
            }
        }
        sum.read(at, batch, sums);
    }

    /**
     * B·H.
     *
     * @return elements of the arrays of one gate
     */
    public int units() {
        return shape.units();
    }

    /**
     * into := x_t·W + h_{t−1}·U of one gate, without biases. Here and below, normalised products
     * come with their gains.
     *
     * @return {@code into}
     */
    public float[] affine(int gate, float[] into) {
        if (normalization == null) {
            return take(sums, layout.gates(), gate, into);
        }
        input(gate, into);
        take(recurrentSums, layout.sharedGates(), gate, normalizedRecurrent(gate));
        return addNormalized(gate, into);
    }

    /**
     * into := x_t·W + operand·U of the last gate, without biases.
     *
     * @return {@code into}
     */
    public float[] affineOf(float[] operand, int gate, float[] into) {
        int batch = shape.batchSize();
        long row = trace.operandAt(step);
        trace.operand().write(row, batch, operand);
        input(gate, into);
        if (normalization == null) {
            own.write(0, batch, into);
            ownProduct.add(trace.operand(), row, parameters.own(), 0, own, 0);
            own.read(0, batch, into);
            return into;
        }
        ownProduct.set(trace.operand(), row, parameters.own(), 0, own, 0);
        own.read(0, batch, normalizedRecurrent(gate));
        return addNormalized(gate, into);
    }

    /**
     * into := x_t·W of one gate whose recurrent product is apart.
     *
     * @return {@code into}
     */
    public float[] input(int gate, float[] into) {
        if (normalization == null) {
            return take(sums, layout.gates(), gate, into);
        }
        take(sums, layout.gates(), gate, normalization.values(gate, step));
        normalization.normalize(gate, step);
        return scaled(gate, into);
    }

    /**
     * into := h_{t−1}·U of the last gate.
     *
     * @return {@code into}
     */
    public float[] recurrent(int gate, float[] into) {
        ownProduct.set(trace.hidden(), trace.hiddenAt(step - 1), parameters.own(), 0, own, 0);
        if (normalization == null) {
            own.read(0, shape.batchSize(), into);
            return into;
        }
        own.read(0, shape.batchSize(), normalizedRecurrent(gate));
        int product = normalization.recurrent(gate);
        normalization.normalize(product, step);
        return scaled(product, into);
    }

    /** Where h·U of one gate is normalised. */
    private float[] normalizedRecurrent(int gate) {
        return normalization.values(normalization.recurrent(gate), step);
    }

    private float[] addNormalized(int gate, float[] into) {
        int product = normalization.recurrent(gate);
        normalization.normalize(product, step);
        float[] values = normalization.values(product, step);
        Curves.addProduct(values, normalization.gain(product), into, units());
        return into;
    }

    private float[] scaled(int product, float[] into) {
        float[] values = normalization.values(product, step);
        Curves.multiply(values, normalization.gain(product), into, units());
        return into;
    }

    /** into := one gate's columns [B, H] of {@code all} [B, gates·H]. */
    private float[] take(float[] all, int gates, int gate, float[] into) {
        int size = shape.hiddenSize();
        for (int b = 0; b < shape.batchSize(); b++) {
            System.arraycopy(all, (b * gates + gate) * size, into, b * size, size);
        }
        return into;
    }

    /**
     * b of one gate in every row [B·H]; c included, unless {@link #candidateBias} is used.
     *
     * @return the layer's, shared by all steps
     */
    public float[] bias(int gate) {
        return parameters.bias(gate);
    }

    /**
     * c of the last gate in every row [B·H].
     *
     * @return the layer's, shared by all steps
     */
    public float[] candidateBias() {
        return parameters.candidateBias();
    }

    /**
     * An array of this step that the way back will see.
     *
     * @return [B·H], to be written
     */
    public float[] tape(int index) {
        return trace.tape(step)[index];
    }

    /**
     * What the step before left on the tape at {@code index}.
     *
     * @return [B·H]
     */
    public float[] previousTape(int index) {
        return trace.tape(step - 1)[index];
    }

    /**
     * h_{t−1} [B·H].
     *
     * @return the pass's own array
     */
    public float[] previousHidden() {
        return previousHidden;
    }

    /**
     * Where h_t [B·H] goes; a cell may compute in it.
     *
     * @return the pass's own array, to be written
     */
    public float[] hidden() {
        return hidden;
    }
}
