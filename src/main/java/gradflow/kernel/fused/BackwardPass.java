package gradflow.kernel.fused;

import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.TimeStepNorms;
import gradflow.kernel.Weights;
import gradflow.kernel.matrix.FloatMatrix;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The way back: the arrays and products in which a cell writes its step's gradients. */
public final class BackwardPass {
    private final PassLayout layout;
    private final Trace trace;
    private final FusedSums sums;
    private final FloatMatrix hiddenGradients;
    private final FloatMatrix product;
    private final FusedObservation observation;
    private final FusedNorms norms;
    private final NormalizedGradients normalized;
    private final float[][] gradients;
    private float[] hiddenGradient = {};
    private float[] cellGradient = {};
    private float[] carry = {};
    private float[] hidden = {};
    private float[] previousHidden = {};
    private float[] operandGradient = {};
    private Shape shape;
    private boolean observed;
    private boolean measured;
    private int step;

    BackwardPass(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
        hiddenGradients = trace.engine().matrix();
        product = trace.engine().matrix();
        sums = new FusedSums(layout, trace);
        normalized =
                layout.normalized() ? new NormalizedGradients(layout, trace.normalization()) : null;
        observation = new FusedObservation(layout, trace, normalized);
        norms = new FusedNorms(layout);
        gradients = new float[layout.gates() + 1][0];
    }

    /** Whether the passes to come take the norms of every step. */
    void measureNorms(boolean wanted) {
        measured = wanted;
    }

    /** Prepares a pass over the steps from {@code first} on; {@code gradInput} may be null. */
    void begin(INDArray gradOutput, int first, INDArray gradInput, Weights into, boolean observe) {
        shape = trace.shape();
        observed = observe;
        reserve(shape.units());
        Arrays.fill(carry, 0, units(), 0f);
        Arrays.fill(cellGradient, 0, units(), 0f);
        hiddenGradients.take(gradOutput);
        sums.begin(first, gradInput, into);
        norms.begin(shape);
        if (normalized != null) {
            normalized.begin(shape);
        }
        if (observed) {
            hiddenGradients.zero(0, shape.rowAt(first));
            observation.begin(first);
        }
    }

    private void reserve(int units) {
        int hiddenSize = shape.hiddenSize();
        hiddenGradients.reserve(shape.rowAt(shape.timeSteps()), hiddenSize);
        product.reserve(shape.batchSize(), hiddenSize);
        if (carry.length >= units) {
            return;
        }
        hiddenGradient = new float[units];
        cellGradient = new float[units];
        carry = new float[units];
        hidden = new float[units];
        previousHidden = new float[units];
        operandGradient = new float[units];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = new float[units];
        }
    }

    /** Goes back over step t; {@code last} if the gradient travels no further. */
    void step(FusedCell cell, int t, boolean last) {
        step = t;
        long at = shape.rowAt(t);
        hiddenGradients.read(at, shape.batchSize(), hiddenGradient);
        Curves.add(hiddenGradient, carry, units());
        if (observed) {
            hiddenGradients.write(at, shape.batchSize(), hiddenGradient);
        }
        if (measured) {
            norms.hidden(t, hiddenGradient);
        }
        if (trace.isMasked()) {
            trace.maskRows(hiddenGradient, t);
            trace.maskRows(cellGradient, t);
        }
        cell.backward(this);
        sums.allTaken(t);
        if (!last && layout.cell().hasRecurrentWeights()) {
            sums.addThroughRecurrent(t, hiddenGradients, shape.rowAt(t - 1));
        }
        sums.stepDone(t);
        if (measured) {
            norms.preActivation(t, gradients);
        }
        if (observed) {
            observation.record(t, gradients);
        }
    }

    /** Prepares a pass from a gradient of the last state alone; no parameter's is taken. */
    void beginFrom(float[] lastHidden, float[] lastCell) {
        shape = trace.shape();
        observed = false;
        reserve(shape.units());
        Arrays.fill(carry, 0, units(), 0f);
        System.arraycopy(lastCell, 0, cellGradient, 0, units());
        long end = shape.rowAt(shape.timeSteps());
        hiddenGradients.zero(0, end);
        hiddenGradients.write(end - shape.batchSize(), shape.batchSize(), lastHidden);
        sums.begin(0, null, null);
        norms.begin(shape);
        if (normalized != null) {
            normalized.begin(shape);
        }
    }

    /** ∂L/∂h_{−1} [B·H], once the first step was made. */
    float[] initialHiddenGradient() {
        if (layout.cell().hasRecurrentWeights()) {
            product.zero(0, shape.batchSize());
            sums.addThroughRecurrent(step, product, 0);
            product.read(0, shape.batchSize(), operandGradient);
            Curves.add(carry, operandGradient, units());
        }
        return carry;
    }

    /** Ends the pass; what was observed, or null. */
    TimeStepGradients end() {
        sums.end(normalized);
        return observed ? observation.gradients(hiddenGradients) : null;
    }

    /** The norms of the pass that has ended. */
    TimeStepNorms norms() {
        return norms.end();
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
     * ∂L/∂h_t [B·H], masked.
     *
     * @return the pass's own array
     */
    public float[] hiddenGradient() {
        return hiddenGradient;
    }

    /**
     * ∂L/∂c_t [B·H] through the next step, masked; to be left as ∂L/∂c_{t−1}.
     *
     * @return the pass's own array
     */
    public float[] cellGradient() {
        return cellGradient;
    }

    /** Shows ∂L/∂c_t in full. */
    public void observeCellGradient(float[] total) {
        if (measured) {
            norms.cell(step, total);
        }
        if (observed) {
            observation.recordCell(step, total);
        }
    }

    /**
     * Where the gradient goes that reaches h_{t−1} other than through U [B·H].
     *
     * @return the pass's own array
     */
    public float[] carry() {
        return carry;
    }

    /**
     * Room for ∂L/∂(pre-activation) of one gate [B·H].
     *
     * @return an array to be handed to {@link #emit}
     */
    public float[] gradient(int gate) {
        return gradients[gate];
    }

    /**
     * Room for ∂L/∂(h_{t−1}·U + c) of the last gate [B·H], where it is not its pre-activation's.
     *
     * @return an array to be handed to {@link #emitRecurrent}
     */
    public float[] recurrentGradient() {
        return gradients[layout.gates()];
    }

    /** Hands over {@link #gradient} of one gate. */
    public void emit(int gate, float[] gradient) {
        if (normalized == null) {
            sums.take(gate, step, gradient);
            return;
        }
        sums.takeBias(gate, gradient);
        takeProduct(gate, gradient);
        if (!(layout.cell().hasOwnRecurrentTerm() && gate == layout.gates() - 1)) {
            takeProduct(layout.gates() + gate, gradient);
        }
    }

    /** Hands over {@link #recurrentGradient}. */
    public void emitRecurrent(float[] gradient) {
        if (normalized == null) {
            sums.take(layout.gates(), step, gradient);
            return;
        }
        sums.takeBias(layout.gates(), gradient);
        takeProduct(2 * layout.gates() - 1, gradient);
    }

    private void takeProduct(int product, float[] term) {
        sums.takeProduct(product, step, normalized.back(product, step, term));
    }

    /**
     * The gradient of the last gate, already handed over, times the transpose of its U [B·H].
     *
     * @return the pass's own array, until the next such product
     */
    public float[] throughOwnOperand() {
        product.zero(0, shape.batchSize());
        sums.addOwn(step, product, 0);
        product.read(0, shape.batchSize(), operandGradient);
        return operandGradient;
    }

    /**
     * What the way forward left of this step.
     *
     * @return [B·H]
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
     * h_t [B·H].
     *
     * @return the pass's own array
     */
    public float[] hidden() {
        trace.hidden().read(trace.hiddenAt(step), shape.batchSize(), hidden);
        return hidden;
    }

    /**
     * h_{t−1} [B·H].
     *
     * @return the pass's own array
     */
    public float[] previousHidden() {
        trace.hidden().read(trace.hiddenAt(step - 1), shape.batchSize(), previousHidden);
        return previousHidden;
    }
}
